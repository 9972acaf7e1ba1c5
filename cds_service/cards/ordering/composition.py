"""Assessment at an order → at most as many cards as the hook allows, at most one of them critical (ruling 37)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cds_service.cards.bodies import failures, present, under_its_title, within
from cds_service.cards.card import Card
from cds_service.cards.fitting import listed
from cds_service.cards.frame import Body, Frame, framed
from cds_service.cards.ordering.orders import opening
from cds_service.cards.ordering.questions import put_by_warnings, question_body, still_to_ask
from cds_service.cards.ordering.recommendations import notes, redirections
from cds_service.cards.ordering.unchecked import unchecked_body
from cds_service.cards.ordering.warnings import said_once, warning_bodies
from cds_service.cards.sections.question import applicability
from cds_service.case.order import Order
from cds_service.case.record import Case
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.warning import Indicator
from cds_service.logic.truth import Truth

LEVELS = tuple(indicator.value for indicator in reversed(Indicator))


def compose_orders(frame: Frame, assessment: Assessment, case: Case, checked: tuple[Order, ...]) -> tuple[Card, ...]:
    """One card for each level of severity, for what is missing and for what was not checked; a clean order raises none.

    `checked` are the recognised drafts on which advice is wanted; `frame.limit` is the limit of the hook. Where it
    forbids a card of its own, what is less severe, and what is missing, stands at the end of the card before. While it
    is open whether the guidance applies: M00, if there is any sign of a neuroendocrine neoplasm.
    """
    if not checked or assessment.scope is Truth.FALSE:
        return ()
    bodies = within(frame.limit, _bodies(frame, assessment, case, checked), failures(assessment, case))
    return tuple(framed(frame, body) for body in _topics_apart(bodies))


def _bodies(frame: Frame, assessment: Assessment, case: Case, checked: tuple[Order, ...]) -> list[Body]:
    if assessment.scope is Truth.UNKNOWN:
        return [applicability(frame, assessment.asked[0], case)] if assessment.asked else []
    kinds = frozenset(order.kind for order in checked)
    found = put_by_warnings(said_once(assessment.raised, checked), assessment.asked)
    parts = [
        *redirections(frame, assessment, case, kinds),
        *warning_bodies(frame, found),
        *notes(assessment, case, kinds),
    ]
    missing = still_to_ask(frame, assessment.asked, found, parts)
    cards = [_card(level, [part for part in parts if part.indicator == level], checked) for level in LEVELS]
    unchecked = unchecked_body(frame, assessment.unchecked, case, checked)
    return present(*cards, question_body(frame, missing, case, checked), unchecked)


def _card(level: str, parts: list[Body], checked: tuple[Order, ...]) -> Body | None:
    """One card for all parts of one level; its title names each in a few words."""
    if len(parts) < 2:
        return parts[0] if parts else None
    shorts = tuple(short for part in parts for short in part.shorts)
    return Body(
        topic=f"order-{level}",
        summary=listed(opening(checked), shorts),
        paragraphs=tuple(text for part in parts for text in under_its_title(part)),
        indicator=level,
        verdicts=tuple(verdict for part in parts for verdict in part.verdicts),
        raised=tuple(one for part in parts for one in part.raised),
        suggestions=tuple(button for part in parts for button in part.suggestions),
        overridable=any(part.overridable for part in parts),
        shorts=shorts,
    )


def _topics_apart(bodies: Iterable[Body]) -> Iterator[Body]:
    """A topic makes the id of a card: a family that speaks on two levels keeps its topic on the louder one."""
    taken: set[str] = set()
    for body in bodies:
        apart = replace(body, topic=f"order-{body.indicator}") if body.topic in taken else body
        taken.add(apart.topic)
        yield apart
