"""Assessment at an order → at most three cards: what speaks against it, what to watch, what is asked."""

from __future__ import annotations

from cds_service.cards.card import SUMMARY_LIMIT, Card
from cds_service.cards.frame import Body, Frame, framed
from cds_service.cards.missing import missing
from cds_service.cards.words import filled, open_because
from cds_service.case.record import Case
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.warning import Indicator
from cds_service.guideline.warning_check import Raised
from cds_service.logic.criterion import evaluate
from cds_service.logic.truth import Truth


def compose_orders(frame: Frame, assessment: Assessment, case: Case) -> tuple[Card, ...]:
    """The cards of an order-select or order-sign call; none when nothing is to be said."""
    if assessment.scope is not Truth.TRUE:
        return ()
    levels = (Indicator.CRITICAL, Indicator.WARNING, Indicator.INFO)
    found = [_warning_card(assessment, case, level) for level in levels]
    bodies = [*found, missing(frame, assessment, case)]
    return tuple(framed(frame, body) for body in bodies if body)


def _warning_card(assessment: Assessment, case: Case, level: Indicator) -> Body | None:
    raised = [one for one in assessment.raised if one.indicator is level]
    if not raised:
        return None
    return Body(
        topic=raised[0].warning.id,
        summary=_title(raised, case),
        paragraphs=tuple(_section(one, case) for one in raised),
        indicator=level.value,
        raised=tuple(raised),
    )


def _title(raised: list[Raised], case: Case) -> str:
    first = _said(raised[0], case)
    more = f" (+{len(raised) - 1} more)" if len(raised) > 1 else ""
    return first[: SUMMARY_LIMIT - len(more)] + more


def _said(one: Raised, case: Case) -> str:
    text = one.warning.title if one.certain else one.warning.title_open or one.warning.title
    return filled(text, case.facts, markdown=False)


def _section(one: Raised, case: Case) -> str:
    shown = [line for line in one.warning.lines if evaluate(line.when, case.facts).answer is Truth.TRUE]
    bullets = [filled(line.text, case.facts, markdown=True) for line in shown]
    if one.missing:
        bullets.append(f"Still open: {', '.join(open_because(name, case.facts[name]) for name in one.missing)}.")
    return "\n".join((f"**{_said(one, case)}**", "", *(f"- {text}" for text in bullets)))
