"""A vignette and what the guideline says about it → the differences, in words."""

from __future__ import annotations

from collections.abc import Iterator

from cds_service.case.order import at_order
from cds_service.guideline.asking import asked
from cds_service.guideline.asking_at_order import asked_at_order
from cds_service.guideline.evaluation import judge
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import SHOWN, Verdict
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warning_check import Raised, check, shown_at_patient_view, without_replaced
from cds_service.guideline.warnings import WARNINGS
from cds_service.logic.criterion import Facts, evaluate
from cds_service.logic.truth import Truth
from tests.guideline.vignettes import WITH_STRENGTH, Expected, Vignette


def differences(vignette: Vignette) -> list[str]:
    """One line per difference; empty when the guideline says what the vignette expects."""
    facts = vignette.case.facts
    found = [line for one in RECOMMENDATIONS for line in differences_of(one, vignette, facts)]
    return [*found, *_questions(vignette, facts), *warning_differences(vignette, WARNINGS)]


def warning_differences(vignette: Vignette, warnings: tuple[SafetyWarning, ...]) -> list[str]:
    """The differences between the warnings raised and those that the vignette expects, if it speaks of them."""
    if vignette.warnings is None:
        return []
    every = raised(vignette, warnings)
    found = {one.warning.id: one.indicator for one in every}
    if len(found) < len(every):  # files may share an id, but not on one order
        return [f"raises one id twice: {', '.join(sorted(one.warning.slug for one in every))}"]
    wanted = dict(vignette.warnings)
    lines = [f"raises {name} ({found[name].value}), not expected" for name in sorted(found.keys() - wanted)]
    lines += [f"does not raise {name} ({wanted[name].value})" for name in sorted(wanted.keys() - found)]
    both = sorted(found.keys() & wanted)
    return lines + [f"{n} is {found[n].value}, expected {wanted[n].value}" for n in both if found[n] is not wanted[n]]


def raised(vignette: Vignette, warnings: tuple[SafetyWarning, ...]) -> tuple[Raised, ...]:
    """The warnings of the vignette's order, or of the opened chart."""
    if vignette.drafts is None:
        facts = vignette.case.facts
        return without_replaced(check(facts, one) for one in warnings if shown_at_patient_view(facts, one))
    found: list[Raised] = []
    for order in vignette.drafts.checked:
        facts = at_order(vignette.case, order, vignette.drafts.all).facts
        found += without_replaced(check(facts, one) for one in warnings if order.kind in one.orders)
    return tuple(found)


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
    found = _asked(vignette, facts)
    if vignette.questions is not None and found != vignette.questions:
        yield f"asks {sorted(found)}, expected exactly {sorted(vignette.questions)}"
    if found & vignette.not_asked:
        yield f"asks {sorted(found & vignette.not_asked)}, which must not be asked"


def _asked(vignette: Vignette, facts: Facts) -> set[str]:
    if vignette.drafts is None:
        return {one.question.id for one in asked(facts, RECOMMENDATIONS, QUESTIONS)}
    cases = ((order, at_order(vignette.case, order, vignette.drafts.all).facts) for order in vignette.drafts.checked)
    found = (asked_at_order(at, WARNINGS, QUESTIONS, order.kind) for order, at in cases)
    return {ask.question.id for asks in found for ask in asks}


def _said(verdict: Verdict) -> str:
    strength = f" ({verdict.strength.value})" if verdict.strength else ""
    open_ = f", open: {', '.join(verdict.missing)}" if verdict.missing else ""
    return f"{verdict.recommendation.id} is {verdict.status.value}{strength}{open_}"
