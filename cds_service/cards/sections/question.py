"""Questions → lines that say what is open, what it would change and how to obtain it."""

from __future__ import annotations

from collections.abc import Callable

from cds_service.cards.frame import Body, Frame
from cds_service.cards.markdown import bulleted
from cds_service.cards.suggestions import codes_for, to_obtain
from cds_service.cards.words import open_because, why_open
from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.items.disease import NEN_CONFIRMED
from cds_service.case.items.item import TRUE
from cds_service.case.record import Case
from cds_service.guideline.asking import Asked
from fhir_mappings.terminology import suggested_order

SHOWN_AT_ONCE = 3
NAMED_AT_ONCE = 5

Changes = Callable[[Asked], list[str]]  # what the answer would change, in words


def paragraphs(
    frame: Frame, asked: tuple[Asked, ...], case: Case, changes: Changes, effect: str = "Would change"
) -> tuple[str, ...]:
    """The first three spelled out, the others named; `effect` introduces what the answer decides."""
    spelled_out = bulleted(_line(frame, ask, case, _effect(effect, changes(ask))) for ask in asked[:SHOWN_AT_ONCE])
    rest = asked[SHOWN_AT_ONCE:]
    also = (f"Also open: {'; '.join(ask.question.text for ask in rest)}.",) if rest else ()
    return (spelled_out, *also)


def applicability(frame: Frame, ask: Asked, case: Case) -> Body:
    """M00: it is open whether the guidance applies at all."""
    still_open = ", ".join(open_because(name, case.facts[name]) for name in ask.items)
    confirmed = case.facts[NEN_CONFIRMED.name].possible == TRUE
    known = "is recorded" if confirmed else "is recorded, but not confirmed"
    return Body(
        topic="M00",
        summary="Cannot tell whether this sigmoid-NET guidance applies",
        paragraphs=(
            f"A neuroendocrine neoplasm {known}. Missing: {still_open}.",
            f"It would be settled by: {ask.question.obtain}. Until then there are no further cards.",
        ),
        suggestions=to_obtain(frame, ask),
    )


def _line(frame: Frame, ask: Asked, case: Case, effect: str) -> str:
    return f"**{ask.question.text}** ({_reasons(ask, case)}). {effect}. Obtain: {_obtain(frame, ask)}."


def _effect(opening: str, changes: list[str]) -> str:
    return f"{opening}: {_at_a_glance(changes)}" if changes else "Baseline"


def _reasons(ask: Asked, case: Case) -> str:
    """Why it is open; of a question that is settled item by item also which items are."""
    reasons: dict[str, list[str]] = {}
    for name in ask.items:
        reasons.setdefault(why_open(name, case.facts[name]), []).append(BY_NAME[name].label)
    if ask.question.order_of:
        return "; ".join(f"{why}: {', '.join(labels)}" for why, labels in reasons.items())
    return ", ".join(reasons)


def _at_a_glance(words: list[str]) -> str:
    rest = len(words) - NAMED_AT_ONCE
    return "; ".join(words[:NAMED_AT_ONCE]) + (f"; {rest} more" if rest > 0 else "")


def _obtain(frame: Frame, ask: Asked) -> str:
    """In the words of the question, or in those of the orders that obtain just what is open."""
    codes = codes_for(ask) if ask.question.order_of else ()
    return ", ".join(suggested_order(frame.terminology, code).text for code in codes) or ask.question.obtain
