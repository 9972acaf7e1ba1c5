"""Dates of FHIR elements, by table and against the literals of google-fhir-primitives."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cds_service.logic.dates import DateRange
from cds_service.logic.fact import Why
from fhir_mappings.elements.dates import date_range, period
from fhir_mappings.elements.moments import age_order, effective, onset, performed, recorded, started
from fhir_mappings.elements.problem import Problem

LITERALS = Path(__file__).parents[4] / "shared/fixtures-third-party/google-fhir-primitives"
# not R4, but the day is plain: a time without zone keeps its calendar day; an instant may be less precise
TOLERATED = {"1970-01-01T12:00:00.123", "2014-10-09T14:58:00", "3000", "1800-02", "1970-01-01"}


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("1933", "1933"),
        ("1980-01", "1980-01"),
        ("2024-02-29", "2024-02-29"),
        ("2026-08-02T23:59:59-11:00", "2026-08-02"),
        ("2026-08-02T00:00:00+14:00", "2026-08-02"),
        ("2026-08-02T12:00:00.123Z", "2026-08-02"),
        ("2026-08-02T12:00:00", "2026-08-02"),
        ("2026-08-02T12:00Z", "2026-08-02"),
        ("0001-01-01", "0001-01-01"),
    ],
)
def test_a_date_is_the_calendar_day_as_written(written: str, days: str) -> None:
    assert str(date_range(written)) == days


@pytest.mark.parametrize(
    "written",
    [
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2023-02-29",
        "0000",
        "26-01-01",
        "2023-08-01T16: 09: 08.000Z",
        "2026-1-1",
        "2026-08-02T25:00:00Z",
        "2026-08-02 12:00",
        "01.02.2026",
        "approximately 2012",
        "2026-08-02T",
        "٢٠٢٦",
        "9" * 100,
    ],
)
def test_what_is_no_date_is_unreadable(written: str) -> None:
    found = date_range(written)
    assert isinstance(found, Problem)
    assert found.why is Why.UNREADABLE


@pytest.mark.parametrize("value", [5, True, {}, [], "", None, 2026, 1.5, ["2026"]])
def test_what_is_no_text_is_a_problem(value: object) -> None:
    assert isinstance(date_range(value), Problem)


@pytest.mark.parametrize("kind", ["date", "date_time", "instant"])
def test_the_valid_literals_of_an_independent_fhir_library_are_dates(kind: str) -> None:
    for value in _literals(f"{kind}.valid.ndjson"):
        if isinstance(value, str):
            assert isinstance(date_range(value), DateRange), value


@pytest.mark.parametrize("kind", ["date", "date_time", "instant"])
def test_the_invalid_literals_of_an_independent_fhir_library_are_no_dates(kind: str) -> None:
    for value in _literals(f"{kind}.invalid.ndjson"):
        if value not in TOLERATED:
            assert isinstance(date_range(value), Problem), value


def test_an_observation_holds_true_at_the_end_of_its_period_else_when_issued() -> None:
    assert str(effective({"effectiveDateTime": "2026-08", "issued": "2026-09-01"})) == "2026-08"
    assert str(effective({"effectivePeriod": {"start": "2026-01-01", "end": "2026-02-01"}})) == "2026-02-01"
    assert str(effective({"effectivePeriod": {"start": "2026-01-01"}})) == "2026-01-01"
    assert str(effective({"effectiveInstant": "2026-01-01T00:00:00Z"})) == "2026-01-01"
    assert str(effective({"effectiveTiming": {"event": ["2026-01-03", "2026-01-01"]}})) == "2026-01-03"
    assert str(effective({"effectiveTiming": {}, "issued": "2026-09-01T10:00:00Z"})) == "2026-09-01"
    assert effective({}) is None


def test_an_unreadable_date_is_not_replaced_by_another() -> None:
    found = effective({"effectiveDateTime": "2023-08-01T16: 09: 08.000Z", "issued": "2026-09-01"})
    assert isinstance(found, Problem)
    assert found.element == "effectiveDateTime"


def test_a_period_that_ends_before_it_starts_is_unreadable() -> None:
    assert isinstance(period({"start": "2026-02-01", "end": "2026-01-01"}), Problem)
    assert not isinstance(period({"start": "2026-02-01", "end": "2026"}), Problem)


def test_conditions_and_treatments_have_dates_of_their_own() -> None:
    assert str(onset({"onsetPeriod": {"start": "2020", "end": "2021"}})) == "2020"
    assert onset({"onsetString": "approximately November 2012"}) is None
    assert str(recorded({"onsetDateTime": "2020", "recordedDate": "2021"})) == "2021"
    assert str(performed({"performedPeriod": {"start": "2020-01-01", "end": "2020-01-02"}})) == "2020-01-02"
    assert str(started({"effectivePeriod": {"start": "2020-01-01", "end": "2020-01-02"}})) == "2020-01-01"


def test_resources_are_ordered_by_day_then_time_and_undated_come_first() -> None:
    dates = [None, "2026-01-01T08:00:00Z", "2026-01-01T09:00:00Z", "2026-01-02"]
    orders = [age_order("Observation", {"effectiveDateTime": date}) for date in dates]
    assert orders == sorted(orders)


def _literals(name: str) -> Iterator[object]:
    path = LITERALS / name
    if not path.exists():
        pytest.skip("the shared third-party fixtures are not there (../shared/fixtures-third-party)")
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue
