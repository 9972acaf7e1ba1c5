"""Dated statuses → progression and months of stability (rulings 22, 25 and 44)."""

from datetime import date

import pytest

from cds_service.case.course_of_disease import status_facts
from cds_service.case.record import DiseaseStatus
from cds_service.logic.dates import in_month
from cds_service.logic.fact import Why
from tests.case.records import AS_OF, case_of, progression, stable


def _said(*statuses: DiseaseStatus) -> dict[str, str]:
    return {name: str(fact.possible) for name, fact in status_facts(statuses, AS_OF).items()}


def test_without_statuses_nothing_is_said() -> None:
    assert _said() == {}


def test_undated_statuses_cannot_be_ordered_and_say_nothing() -> None:
    assert _said(progression(None), stable(None)) == {}


def test_a_status_after_the_day_of_evaluation_says_nothing() -> None:
    assert _said(stable(date(2026, 11, 24))) == {}
    assert _said(progression(date(2026, 11, 24)), stable(date(2026, 11, 1)))["progressing"] == "{false}"


def test_a_status_of_the_day_of_evaluation_counts() -> None:
    assert _said(progression(AS_OF)) == {"progressing": "{true}"}


def test_the_newest_status_decides_whether_the_disease_progresses() -> None:
    first, last = date(2026, 3, 1), date(2026, 10, 1)
    assert _said(stable(first), progression(last)) == {"progressing": "{true}"}
    assert _said(progression(last), stable(first)) == {"progressing": "{true}"}
    assert _said(stable(last), progression(first))["progressing"] == "{false}"


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_statuses_on_one_day_the_safer_one_counts(order: int) -> None:
    day = date(2026, 10, 1)
    statuses = (stable(date(2026, 1, 1)), stable(day), progression(day))[::order]
    assert _said(*statuses) == {"progressing": "{true}"}


def test_the_deciding_status_is_the_evidence() -> None:
    facts = status_facts((stable(date(2026, 1, 1), "Observation/a"), progression(AS_OF, "Observation/b")), AS_OF)
    assert [found.reference for found in facts["progressing"].evidence] == ["Observation/b"]


def test_a_single_stable_read_bounds_nothing() -> None:
    assert _said(stable(date(2026, 10, 1)))["stableMonths"] == "[0,600]"


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 5, 1), date(2026, 11, 1), "[6,600]"),
        (date(2026, 5, 2), date(2026, 11, 1), "[5,600]"),
        (date(2026, 4, 30), date(2026, 10, 30), "[6,600]"),
        (date(2026, 5, 1), date(2026, 10, 31), "[5,600]"),
        (date(2025, 8, 31), date(2026, 2, 28), "[6,600]"),
    ],
)
def test_stability_lasted_at_least_from_the_first_to_the_last_stable_read(first: date, last: date, months: str) -> None:
    assert _said(stable(last), stable(first))["stableMonths"] == months


def test_reads_between_the_first_and_the_last_add_nothing() -> None:
    reads = [stable(date(2026, month, 1)) for month in (7, 3, 11, 5)]
    assert _said(*reads)["stableMonths"] == "[8,600]"


@pytest.mark.parametrize(
    ("progressed", "months"),
    [
        (date(2026, 5, 23), "[0,6]"),
        (date(2026, 5, 24), "[0,5]"),
        (date(2025, 11, 23), "[0,12]"),
    ],
)
def test_stability_lasted_at_most_since_a_dated_progression(progressed: date, months: str) -> None:
    assert _said(progression(progressed), stable(date(2026, 9, 1)))["stableMonths"] == months


def test_stability_is_counted_anew_after_a_progression() -> None:
    statuses = (
        stable(date(2024, 1, 1)),
        stable(date(2025, 6, 1)),
        progression(date(2026, 1, 15)),
        stable(date(2026, 4, 1)),
        stable(date(2026, 10, 1)),
    )
    assert _said(*statuses)["stableMonths"] == "[6,10]"


def test_the_last_of_several_progressions_bounds_stability() -> None:
    statuses = (progression(date(2024, 1, 1)), progression(date(2026, 6, 1)), stable(date(2026, 9, 1)))
    assert _said(*statuses)["stableMonths"] == "[0,5]"


def test_progressing_disease_has_no_months_of_stability_from_its_statuses() -> None:
    assert "stableMonths" not in _said(stable(date(2026, 1, 1)), stable(date(2026, 9, 1)), progression(AS_OF))


def test_partial_dates_give_the_widest_bounds() -> None:
    reads = (progression(in_month(2026, 1)), stable(in_month(2026, 3)), stable(in_month(2026, 9)))
    assert _said(*reads)["stableMonths"] == "[5,10]"  # 31 March to 1 September; 1 January to as_of


def test_two_reads_in_one_month_of_unknown_day_prove_no_time() -> None:
    assert _said(stable(in_month(2026, 9)), stable(in_month(2026, 9)))["stableMonths"] == "[0,600]"


def test_the_newest_stable_read_is_the_first_evidence_and_progression_is_none() -> None:
    statuses = (
        progression(date(2026, 1, 1), "Observation/pd"),
        stable(date(2026, 3, 1), "Observation/old"),
        stable(date(2026, 9, 1), "Observation/new"),
    )
    evidence = status_facts(statuses, AS_OF)["stableMonths"].evidence
    assert [found.reference for found in evidence] == ["Observation/new", "Observation/old"]


def test_stability_expires_with_its_last_read() -> None:
    kept = case_of(statuses=(stable(date(2025, 5, 23)), stable(date(2026, 5, 23)))).facts
    lost = case_of(statuses=(stable(date(2025, 5, 22)), stable(date(2026, 5, 22)))).facts
    assert [str(kept[name].possible) for name in ("progressing", "stableMonths")] == ["{false}", "[12,600]"]
    assert [str(lost[name].possible) for name in ("progressing", "stableMonths")] == ["{false,true}", "[0,600]"]
    assert {lost[name].why for name in ("progressing", "stableMonths")} == {Why.STALE}


def test_progressing_disease_is_stable_for_no_time_in_a_settled_case() -> None:
    facts = case_of(statuses=(progression(date(2026, 9, 1)),)).facts
    assert str(facts["stableMonths"].possible) == "[0,0]"


def test_a_progression_older_than_twelve_months_says_nothing_of_stability() -> None:
    facts = case_of(statuses=(progression(date(2025, 11, 22)),)).facts
    assert [str(facts[name].possible) for name in ("progressing", "stableMonths")] == ["{false,true}", "[0,600]"]
