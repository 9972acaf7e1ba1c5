"""When a rule breaks at an order, a card says which one, and the others are still heard."""

from __future__ import annotations

import pytest

from cds_service import assess
from cds_service.case.order import OrderKind
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warning_check import Raised, check
from cds_service.logic.criterion import Facts
from tests.cards import patients
from tests.cards.orders.drafts import READY_FOR_PRRT, cards, order

PRRT = order(OrderKind.PRRT)
DANGEROUS = {**READY_FOR_PRRT, "crcl": 28, "hb": 7, "platelets": 60}


@pytest.fixture(autouse=True)
def _anaemia_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    def checked(facts: Facts, warning: SafetyWarning, order: str | None = None) -> Raised | None:
        if warning.id == "W07d":
            raise ZeroDivisionError("Jane Doe")
        return check(facts, warning, order)

    monkeypatch.setattr(assess, "check", checked)


def test_the_failure_is_named_and_the_other_warnings_are_said() -> None:
    critical, warned, failed = cards(DANGEROUS, PRRT)
    assert critical.summary == "W07a is raised"
    assert warned.summary == "W07e is raised"
    assert failed.summary == "Part of this guidance could not be evaluated"
    assert "W07d" in failed.detail
    assert "no sign of safety" in failed.detail


def test_the_failure_keeps_its_card_where_the_hook_allows_only_two() -> None:
    first, failed = cards(DANGEROUS, PRRT, limit=2)
    assert first.indicator == "critical"
    assert "**W07e is raised**" in first.detail
    assert "could not be evaluated" in failed.summary


def test_an_order_that_is_otherwise_clean_still_says_so() -> None:
    (failed,) = cards(READY_FOR_PRRT, PRRT)
    assert failed.indicator == "warning"
    assert not failed.override_reasons


@pytest.mark.parametrize("facts", [{}, {"nenConfirmed": False}])
def test_a_patient_whom_the_guidance_does_not_concern_hears_nothing(facts: patients.Facts) -> None:
    assert cards(facts, PRRT) == ()


def test_an_order_that_is_not_recognised_hears_nothing() -> None:
    assert cards(DANGEROUS) == ()
