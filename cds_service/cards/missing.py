"""The missing-data card: the facts that would change the advice, the most decisive first, at most three."""

from __future__ import annotations

from cds_service.cards.frame import Body, Frame
from cds_service.cards.ordering import suggestions
from cds_service.cards.words import open_because, why_open
from cds_service.case.record import Case
from cds_service.guideline.asking import Asked
from cds_service.guideline.assessment import Assessment
from cds_service.logic.truth import Truth

SHOWN_AT_ONCE = 3
NAMED_AT_ONCE = 5


def missing(frame: Frame, assessment: Assessment, case: Case) -> Body | None:
    """M00 while it is open whether the guidance applies, otherwise the three most decisive questions."""
    asked = assessment.asked
    if not asked or assessment.diagnosis_open:
        return None
    if assessment.scope is Truth.UNKNOWN:
        return _scope_card(frame, asked[0], case)
    first = asked[:SHOWN_AT_ONCE]
    buttons = {button.uuid: button for ask in first for button in suggestions(frame, ask)}
    return Body(
        topic="questions",
        summary=_summary(asked),
        paragraphs=("\n".join(f"- {_line(ask, assessment, case)}" for ask in first), *_rest(asked)),
        suggestions=tuple(buttons.values()),
        verdicts=tuple(verdict for verdict in assessment.verdicts if verdict.recommendation.id in _ids(first)),
    )


def _scope_card(frame: Frame, ask: Asked, case: Case) -> Body:
    still_open = ", ".join(open_because(name, case.facts[name]) for name in ask.items)
    return Body(
        topic="M00",
        summary="Cannot tell whether this sigmoid-NET guidance applies",
        paragraphs=(
            f"A neuroendocrine neoplasm is recorded. Missing: {still_open}.",
            f"It would be settled by: {ask.question.obtain}. Until then there are no further cards.",
        ),
        suggestions=suggestions(frame, ask),
    )


def _line(ask: Asked, assessment: Assessment, case: Case) -> str:
    reasons = dict.fromkeys(why_open(name, case.facts[name]) for name in ask.items)
    changes = f"Would change: {_changes(ask, assessment)}. " if ask.decides else "Baseline. "
    return f"**{ask.question.text}** ({', '.join(reasons)}). {changes}Obtain: {ask.question.obtain}."


def _changes(ask: Asked, assessment: Assessment) -> str:
    """The recommendations in words, as many as a person reads at a glance."""
    decided = [verdict.recommendation for verdict in assessment.verdicts if verdict.recommendation.id in ask.decides]
    words = [recommendation.card.short for recommendation in decided if recommendation.card.short]
    words = words or [recommendation.card.title for recommendation in decided]
    rest = len(words) - NAMED_AT_ONCE
    return "; ".join(words[:NAMED_AT_ONCE]) + (f"; {rest} more" if rest > 0 else "")


def _summary(asked: tuple[Asked, ...]) -> str:
    deciding = [ask for ask in asked if ask.decides]
    if not deciding:
        return f"Missing baseline: {'; '.join(ask.question.text for ask in asked)}"
    return "1 fact would change the advice" if len(deciding) == 1 else f"{len(deciding)} facts would change the advice"


def _rest(asked: tuple[Asked, ...]) -> tuple[str, ...]:
    rest = asked[SHOWN_AT_ONCE:]
    return (f"Also open: {'; '.join(ask.question.text for ask in rest)}.",) if rest else ()


def _ids(asked: tuple[Asked, ...]) -> frozenset[str]:
    return frozenset(identifier for ask in asked for identifier in ask.decides)
