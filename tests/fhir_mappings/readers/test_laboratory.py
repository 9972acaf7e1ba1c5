"""What every measured value has in common, whichever reader finds it."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.logic.dates import on
from cds_service.logic.domain import Interval, exactly
from cds_service.logic.fact import Why
from fhir_mappings.reader import Reader
from tests.fhir_mappings.readers.snippets import (
    AS_OF,
    LOINC,
    NET,
    Json,
    damaged,
    fact,
    measured,
    observation,
    read,
    said,
    texts,
)

# reader → code, UCUM unit, a better and a worse value
MEASURED: dict[str, tuple[tuple[str, str], str, str, str]] = {
    "haemoglobin": ((LOINC, "718-7"), "g/dL", "12.5", "7.9"),
    "platelets": ((LOINC, "777-3"), "10*9/L", "210", "74"),
    "leucocytes": ((LOINC, "6690-2"), "10*9/L", "5.1", "1.9"),
    "neutrophils": ((LOINC, "751-8"), "10*9/L", "3.1", "0.9"),
    "albumin": ((LOINC, "1751-7"), "g/L", "41", "29"),
    "inr": ((LOINC, "6301-6"), "{INR}", "1.0", "1.7"),
    "bilirubin": ((LOINC, "1975-2"), "mg/dL", "0.7", "4.1"),
    "child_pugh": ((NET, "child-pugh-score"), "{score}", "6", "8"),
    "lung_shunt": ((NET, "lung-shunt-fraction-percent"), "%", "4", "21"),
    "heart_rate": ((LOINC, "8867-4"), "/min", "72", "44"),
    "hba1c": ((LOINC, "4548-4"), "%", "5.6", "9.1"),
    "glucose": ((LOINC, "2345-7"), "mg/dL", "92", "310"),
    "tsh": ((LOINC, "3016-3"), "m[IU]/L", "1.9", "12"),
    "vitamin_b12": ((LOINC, "2132-9"), "pg/mL", "420", "120"),
    "qtc": ((LOINC, "8636-3"), "ms", "430", "510"),
}

every_reader = pytest.mark.parametrize("name", MEASURED)


def reader(name: str) -> Reader:
    """The reader of that name."""
    found: Reader = import_module(f"fhir_mappings.readers.{name}").READER
    return found


def result(kind: str, worse: bool = False, **more: Any) -> Json:
    """A result of that reader's kind."""
    code, unit, better, bad = MEASURED[kind]
    return measured(code, bad if worse else better, unit, **more)


def value(name: str, worse: bool = False) -> Interval:
    """What the result means."""
    _, _, better, bad = MEASURED[name]
    return exactly(bad if worse else better)


@every_reader
def test_a_result_is_read_exactly_with_its_reference_and_date(name: str) -> None:
    found = fact(reader(name), result(name))
    assert found is not None
    assert found.possible == value(name)
    assert (found.evidence[0].reference, str(found.evidence[0].date)) == ("Observation/o1", "2026-11-20")


@every_reader
def test_nothing_recorded_says_nothing(name: str) -> None:
    assert read(reader(name)).facts == {}


@every_reader
def test_the_newest_result_wins(name: str) -> None:
    older = result(name, worse=True, name="o2", when="2026-11-19")
    assert said(reader(name), older, result(name)) == value(name)


@every_reader
def test_two_results_of_one_day_give_the_worse_with_a_note(name: str) -> None:
    found = read(reader(name), result(name), result(name, worse=True, name="o2"))
    assert found.facts[reader(name).items[0]].possible == value(name, worse=True)
    assert found.notes


@every_reader
@pytest.mark.parametrize("status", ["preliminary", "registered"])
def test_a_preliminary_result_alone_leaves_it_open(name: str, status: str) -> None:
    assert said(reader(name), result(name, status=status)) is Why.PRELIMINARY


@every_reader
def test_a_newer_preliminary_result_yields_to_the_final_one_with_a_note(name: str) -> None:
    newer = result(name, worse=True, name="o2", when="2026-11-23", status="preliminary")
    found = read(reader(name), result(name), newer)
    assert found.facts[reader(name).items[0]].possible == value(name)
    assert "Observation/o2" in [note.reference for note in found.notes]


@every_reader
@pytest.mark.parametrize("status", ["amended", "corrected"])
def test_amended_and_corrected_results_count(name: str, status: str) -> None:
    assert said(reader(name), result(name, status=status)) == value(name)


@every_reader
@pytest.mark.parametrize("status", ["entered-in-error", "entered-in-error ", "cancelled", "unknown"])
def test_a_result_that_never_counts_says_nothing(name: str, status: str) -> None:
    assert said(reader(name), result(name, status=status)) is None


@every_reader
def test_a_result_of_tomorrow_alone_leaves_it_open_with_a_note(name: str) -> None:
    tomorrow = result(name, when="2026-11-25")
    assert said(reader(name), tomorrow) is Why.UNREADABLE
    assert read(reader(name), tomorrow).notes


@every_reader
def test_a_result_of_tomorrow_yields_to_the_one_before(name: str) -> None:
    assert said(reader(name), result(name, worse=True, name="o2", when="2026-11-25"), result(name)) == value(name)


@every_reader
def test_an_unreadable_result_yields_to_the_readable_one_before(name: str) -> None:
    broken = observation(MEASURED[name][0], "o2", "2026-11-23", valueString="see report")
    found = read(reader(name), broken, result(name))
    assert found.facts[reader(name).items[0]].possible == value(name)
    assert "Observation/o2" in [note.reference for note in found.notes]


@every_reader
def test_an_unreadable_result_alone_leaves_it_open(name: str) -> None:
    assert said(reader(name), observation(MEASURED[name][0], valueString="see report")) is Why.UNREADABLE


@every_reader
def test_a_value_far_outside_what_is_possible_is_not_believed(name: str) -> None:
    code, unit, *_ = MEASURED[name]
    assert said(reader(name), measured(code, 99_999, unit)) is Why.UNREADABLE


@every_reader
def test_a_newer_value_that_cannot_be_believed_casts_doubt_on_the_one_before_with_a_note(name: str) -> None:
    code, unit, *_ = MEASURED[name]
    found = read(reader(name), result(name), measured(code, 99_999, unit, name="o2", when="2026-11-23"))
    item = reader(name).items[0]
    assert found.facts[item].possible == value(name)
    assert (found.doubts[item].why, found.doubts[item].evidence[0].reference) == (Why.UNREADABLE, "Observation/o2")
    assert "implausible" in texts(found) or "outside the plausible range" in texts(found)


@every_reader
def test_an_older_value_that_cannot_be_believed_casts_no_doubt(name: str) -> None:
    code, unit, *_ = MEASURED[name]
    strange = measured(code, 99_999, unit, name="o2", when="2026-11-01")
    assert read(reader(name), result(name), strange).doubts == {}


@every_reader
@pytest.mark.parametrize("missing", [-1, -9922, "-1"])
def test_a_negative_number_stands_for_a_missing_value_and_casts_no_doubt(name: str, missing: object) -> None:
    code, unit, *_ = MEASURED[name]
    body = measured(code, missing, unit, name="o2", when="2026-11-23")
    assert said(reader(name), body) is Why.NOT_RECORDED
    found = read(reader(name), result(name), body)
    assert (found.facts[reader(name).items[0]].possible, found.doubts) == (value(name), {})
    assert "missing" in texts(found)


@every_reader
def test_an_unknown_unit_is_not_guessed(name: str) -> None:
    code, _, better, _ = MEASURED[name]
    assert said(reader(name), measured(code, better, "furlong")) is Why.UNREADABLE


@pytest.mark.parametrize("name", [n for n in MEASURED if MEASURED[n][1] not in ("%", "{score}", "{INR}", "ms")])
def test_a_number_without_unit_is_not_guessed(name: str) -> None:
    code, _, better, _ = MEASURED[name]
    assert said(reader(name), measured(code, better, None)) is Why.UNREADABLE


@every_reader
def test_a_bound_stays_an_interval(name: str) -> None:
    code, unit, better, _ = MEASURED[name]
    body = measured(code, better, unit)
    body["valueQuantity"]["comparator"] = "<"
    found = fact(reader(name), body)
    assert found is not None
    assert isinstance(found.possible, Interval)
    assert (found.possible.high, found.possible.high_closed) == (Decimal(better), False)


@every_reader
def test_an_undated_result_counts_without_a_date(name: str) -> None:
    found = fact(reader(name), result(name, when=None))
    assert found is not None
    assert (found.possible, found.evidence[0].date) == (value(name), None)


@every_reader
def test_a_result_of_today_counts(name: str) -> None:
    found = fact(reader(name), result(name, when=AS_OF.isoformat()))
    assert found is not None
    assert found.evidence[0].date == on(AS_OF)


@settings(max_examples=300)
@given(st.sampled_from(sorted(MEASURED)), st.data())
def test_no_damage_makes_a_reader_raise(name: str, data: st.DataObject) -> None:
    hurt = data.draw(damaged(result(name), result(name, worse=True, name="o2", when="2026-11-20T08:00:00Z")))
    read(reader(name), *hurt)
