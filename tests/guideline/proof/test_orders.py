"""What is advised is not stopped when it is ordered, and what is dangerous is: in every state of knowledge."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache

import pytest

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import RECEPTOR_NEGATIVE, SEVERE_HEART_DISEASE
from cds_service.guideline.definitions.embolisation import LIVER_WOULD_FAIL
from cds_service.guideline.definitions.extent import EXTRA_ABDOMINAL
from cds_service.guideline.definitions.grade import G3
from cds_service.guideline.definitions.person import KIDNEY_TOO_WEAK_FOR_PRRT, PREGNANCY
from cds_service.guideline.definitions.scope import SCOPE
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import Status
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.guideline.warnings import WARNINGS
from cds_service.logic.criterion import Criterion
from cds_service.logic.diagram import Diagram
from cds_service.logic.truth import Truth
from tests.guideline.proof.space import Space, whole_space

CARRIED_OUT_BY = {
    "R10a": (OrderKind.PRIMARY_RESECTION,),
    "R10b": (OrderKind.PRIMARY_RESECTION,),
    "R12": (OrderKind.LIVER_SURGERY,),
    "R13": (OrderKind.LONG_ACTING_SSA,),
    "R14": (OrderKind.TAE, OrderKind.TACE),
    "R15": (OrderKind.TAE, OrderKind.TACE),
    "R16": (OrderKind.TAE, OrderKind.TACE),
    "R18": (OrderKind.PRRT,),
    "R19": (OrderKind.PRRT,),
    "R20": (OrderKind.LIVER_TRANSPLANT,),
}
# A critical warning about the order itself, not about the patient: another agent is at hand (ruling 49).
ABOUT_THE_ORDER = {"W23"}
CRITICAL = tuple(warning for warning in WARNINGS if warning.indicator is Indicator.CRITICAL)

MUST_STOP: tuple[tuple[OrderKind, Criterion, str], ...] = (
    (OrderKind.LIVER_SURGERY, EXTRA_ABDOMINAL, "W01"),
    (OrderKind.LIVER_SURGERY, G3, "W02"),
    (OrderKind.LIVER_SURGERY, SEVERE_HEART_DISEASE, "W15b"),
    (OrderKind.PRRT, RECEPTOR_NEGATIVE, "W05a"),
    (OrderKind.PRRT, KIDNEY_TOO_WEAK_FOR_PRRT, "W07a"),
    (OrderKind.PRRT, PREGNANCY, "W08a"),
    (OrderKind.TARE, PREGNANCY, "W08a"),
    (OrderKind.TACE, PREGNANCY, "W08a"),
    (OrderKind.TAE, LIVER_WOULD_FAIL, "W16a"),
    (OrderKind.TARE, LIVER_WOULD_FAIL, "W16a"),
)


@cache
def space() -> Space:
    """The case space, drawn once for all pairs."""
    return whole_space()


def _pairs() -> list[object]:
    return [
        pytest.param(identifier, warning, id=f"{identifier}-{warning.slug}")
        for identifier, kinds in CARRIED_OUT_BY.items()
        for warning in CRITICAL
        if set(kinds) & set(warning.orders) and warning.id not in ABOUT_THE_ORDER
    ]


@pytest.mark.parametrize(("identifier", "warning"), _pairs())
def test_nothing_is_advised_whose_order_would_be_called_critical(identifier: str, warning: SafetyWarning) -> None:
    """Advice and alarm about one and the same thing would be a contradiction of ours."""
    both = space().merge([space().status(_rec(identifier)), space().raised(warning)], _firm_and_certain)
    assert space().counterexample(both, wrong=True) is None


@pytest.mark.parametrize(("kind", "danger", "identifier"), MUST_STOP, ids=lambda one: str(getattr(one, "id", one)))
def test_a_known_danger_is_called_critical_whatever_else_is_known(
    kind: OrderKind, danger: Criterion, identifier: str
) -> None:
    named = [warning for warning in CRITICAL if warning.id == identifier and kind in warning.orders]
    diagrams: list[Diagram] = [space().truth(SCOPE), space().truth(danger), *(space().raised(one) for one in named)]
    silent = space().merge(diagrams, lambda found: found[:2] == [Truth.TRUE] * 2 and Truth.TRUE not in found[2:])
    assert space().counterexample(silent, wrong=True) is None


@pytest.mark.parametrize("warning", WARNINGS, ids=lambda one: one.slug)
def test_nothing_is_warned_of_out_of_scope(warning: SafetyWarning) -> None:
    raised = space().merge([space().truth(SCOPE), space().raised(warning)], _raised_outside)
    assert space().counterexample(raised, wrong=True) is None


@pytest.mark.parametrize("warning", WARNINGS, ids=lambda one: one.slug)
def test_every_warning_can_be_raised_and_can_be_silent(warning: SafetyWarning) -> None:
    raised = space().merge([space().raised(warning)], lambda found: found[0] is not Truth.FALSE)
    assert space().counterexample(raised, wrong=True) is not None
    assert space().counterexample(raised, wrong=False) is not None


def _rec(identifier: str) -> Recommendation:
    return next(one for one in RECOMMENDATIONS if one.id == identifier)


def _firm_and_certain(found: list[Hashable]) -> bool:
    return found == [Status.RECOMMENDED, Truth.TRUE]


def _raised_outside(found: list[Hashable]) -> bool:
    return found[0] is not Truth.TRUE and found[1] is not Truth.FALSE
