"""A vignette and what the guideline says about it → the differences, in words."""

from __future__ import annotations

from collections.abc import Iterator

from cds_service.guideline.asking import asked
from cds_service.guideline.evaluation import judge
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import SHOWN, Verdict
from cds_service.logic.criterion import Facts, evaluate
from cds_service.logic.truth import Truth
from tests.guideline.vignettes import WITH_STRENGTH, Expected, Vignette


def differences(vignette: Vignette) -> list[str]:
    """One line per difference; empty when the guideline says what the vignette expects."""
    facts = vignette.case.facts
    found = [line for one in RECOMMENDATIONS for line in differences_of(one, vignette, facts)]
    return [*found, *_questions(vignette, facts)]


def differences_of(recommendation: Recommendation, vignette: Vignette, facts: Facts) -> list[str]:
    """The differences about one recommendation."""
    verdict = judge(recommendation, facts)
    expected = vignette.expected.get(recommendation.id)
    if expected is not None:
        return list(_of_verdict(verdict, expected, facts))
    if vignette.only_shown and verdict.status in SHOWN:
        return [f"{_said(verdict)}, but nothing else should be shown"]
    return []


def _of_verdict(verdict: Verdict, expected: Expected, facts: Facts) -> Iterator[str]:
    if expected.status is not None and verdict.status is not expected.status:
        yield f"{_said(verdict)}, expected {expected.status.value}"
    if expected.status in WITH_STRENGTH and verdict.strength is not expected.strength:
        yield f"{_said(verdict)}, expected strength {expected.strength and expected.strength.value}"
    if expected.certainty is not None and verdict.certainty is not expected.certainty:
        yield f"{_said(verdict)}: certainty {verdict.certainty}, expected {expected.certainty.value}"
    if expected.lowered and evaluate(verdict.recommendation.lowered_when, facts).answer is not Truth.TRUE:
        yield f"{_said(verdict)}: not lowered"


def _questions(vignette: Vignette, facts: Facts) -> Iterator[str]:
    found = {one.question.id for one in asked(facts, RECOMMENDATIONS, QUESTIONS)}
    if vignette.questions is not None and found != vignette.questions:
        yield f"asks {sorted(found)}, expected exactly {sorted(vignette.questions)}"
    if found & vignette.not_asked:
        yield f"asks {sorted(found & vignette.not_asked)}, which must not be asked"


def _said(verdict: Verdict) -> str:
    strength = f" ({verdict.strength.value})" if verdict.strength else ""
    open_ = f", open: {', '.join(verdict.missing)}" if verdict.missing else ""
    return f"{verdict.recommendation.id} is {verdict.status.value}{strength}{open_}"
