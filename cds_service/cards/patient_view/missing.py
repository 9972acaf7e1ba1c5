"""The missing-data card: the facts that would change the advice, the most decisive first, at most three."""

from __future__ import annotations

from functools import partial

from cds_service.cards.frame import Body, Frame
from cds_service.cards.sections.question import SHOWN_AT_ONCE, applicability, paragraphs
from cds_service.cards.suggestions import to_obtain
from cds_service.case.record import Case
from cds_service.guideline.asking import Asked
from cds_service.guideline.assessment import Assessment
from cds_service.guideline.verdict import SHOWN
from cds_service.logic.truth import Truth

MDT_REVIEW = "R02"


def missing(frame: Frame, assessment: Assessment, case: Case) -> Body | None:
    """M00 while it is open whether the guidance applies, otherwise the three most decisive questions."""
    if assessment.diagnosis_open:
        return None
    if assessment.scope is Truth.UNKNOWN:
        return applicability(frame, assessment.asked[0], case) if assessment.asked else None
    asked = _asked(assessment)
    if not asked:
        return None
    first = asked[:SHOWN_AT_ONCE]
    behind = {identifier for ask in first for identifier in ask.decides}
    return Body(
        topic="questions",
        summary=_summary(asked),
        paragraphs=paragraphs(frame, asked, case, partial(_changes, assessment)),
        suggestions=tuple(button for ask in first for button in to_obtain(frame, ask)),
        verdicts=tuple(verdict for verdict in assessment.verdicts if verdict.recommendation.id in behind),
    )


def _asked(assessment: Assessment) -> tuple[Asked, ...]:
    """The questions without the one that the card on the MDT review already puts."""
    on_card = any(verdict.recommendation.id == MDT_REVIEW for verdict in assessment.having(*SHOWN))
    return tuple(ask for ask in assessment.asked if not (on_card and ask.decides == (MDT_REVIEW,)))


def _changes(assessment: Assessment, ask: Asked) -> list[str]:
    """The recommendations in few words; those without such words only where there are no others."""
    decided = [v.recommendation.card for v in assessment.verdicts if v.recommendation.id in ask.decides]
    return [card.short for card in decided if card.short] or [f"“{card.title}”" for card in decided]


def _summary(asked: tuple[Asked, ...]) -> str:
    deciding = [ask for ask in asked if ask.decides]
    if not deciding:
        return f"Missing baseline: {'; '.join(ask.question.text for ask in asked)}"
    return "1 fact would change the advice" if len(deciding) == 1 else f"{len(deciding)} facts would change the advice"
