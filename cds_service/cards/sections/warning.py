"""One raised warning → its title, a few words for a common title, and its lines in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from cds_service.cards.fitting import listed, shortened
from cds_service.cards.words import filled, open_because
from cds_service.guideline.asking import Asked
from cds_service.guideline.recommendation import Line
from cds_service.guideline.warning_check import Raised
from cds_service.logic.criterion import Facts, evaluate
from cds_service.logic.truth import Truth
from fhir_mappings.terminology import Terminology


def title(one: Raised) -> str:
    """The title that fits what is known, as plain text of at most 139 characters."""
    text = one.warning.title if one.certain else one.warning.title_open or one.warning.title
    opening, sign, closing = filled(text, one.facts, markdown=False).partition("{list}")
    words = [filled(line.text, one.facts, markdown=False) for line in _true(one.warning.named, one.facts)]
    if sign and words:
        return listed(opening, words, closing, separator=", ")
    return shortened(opening.removesuffix(" (") + closing.removeprefix(")"))


def short(one: Raised, terminology: Terminology) -> str:
    """The warning in a few words, with the value that matters; without words of its own, the name of its topic."""
    if one.warning.short is None:
        return topic_name(one.warning.id, terminology)
    return filled(one.warning.short, one.facts, markdown=False)


def topic_name(code: str, terminology: Terminology) -> str:
    """What a card with this topic is about."""
    return terminology.code_systems["card-topic"].displays[code]


def bullets(one: Raised, asked: Iterable[Asked] = ()) -> list[str]:
    """The lines that apply, and what is not known with how to obtain it."""
    said = [filled(line.text, one.facts, markdown=True) for line in _true(one.warning.lines, one.facts)]
    if not one.missing:
        return said
    still_open = f"Still open: {', '.join(open_because(name, one.facts[name]) for name in one.missing)}."
    obtain = "; ".join(ask.question.obtain for ask in asked)
    return [*said, f"{still_open} Obtain: {obtain}." if obtain else still_open]


def _true(lines: Iterable[Line], facts: Facts) -> list[Line]:
    return [line for line in lines if evaluate(line.when, facts).answer is Truth.TRUE]
