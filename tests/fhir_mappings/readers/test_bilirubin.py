"""PF64: bilirubin."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.domain import exactly
from cds_service.logic.fact import Why
from fhir_mappings.readers.bilirubin import READER
from tests.fhir_mappings.readers.snippets import LOINC, Json, damaged, measured, quantity, read, texts

TOTAL = (LOINC, "1975-2")


def bilirubin(value: Any, unit: str = "mg/dL", limit: Any = None, **more: Any) -> Json:
    """A total bilirubin, with the upper limit of its own reference range in the same unit."""
    ranges: Json = {"referenceRange": [{"high": quantity(limit, unit)}]} if limit is not None else {}
    return measured(TOTAL, value, unit, **ranges, **more)


def multiple(*resources: Json) -> Any:
    """The multiple of the upper limit, or why it is open."""
    fact = read(READER, *resources).facts["bilirubinUln"]
    return fact.why or fact.possible


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(2.0, "mg/dL", "2"), (34.2, "umol/L", "2"), (20, "mg/L", "2")],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert read(READER, bilirubin(value, unit)).facts["bilirubin"].possible == exactly(expected)


@pytest.mark.parametrize(
    ("value", "unit", "limit", "expected"),
    [
        (3.6, "mg/dL", 1.2, "3"),
        (3.0, "mg/dL", 1.0, "3"),
        (63, "umol/L", 21, "3"),
        (51, "umol/L", 17, "3"),
        (10, "mg/L", 10, "1"),
    ],
)
def test_three_times_the_upper_limit_is_exactly_three(value: Any, unit: str, limit: Any, expected: str) -> None:
    assert multiple(bilirubin(value, unit, limit)) == exactly(expected)


def test_the_limit_may_come_in_another_unit() -> None:
    mixed = measured(TOTAL, 34.2, "umol/L", referenceRange=[{"high": quantity(1.0, "mg/dL")}])
    assert multiple(mixed) == exactly(2)


@pytest.mark.parametrize(("value", "unit"), [(3.6, "mg/dL"), (61.56, "umol/L")])
def test_without_a_limit_1_2_is_assumed_and_noted(value: float, unit: str) -> None:
    assert multiple(bilirubin(value, unit)) == exactly(3)
    assert "was assumed" in texts(read(READER, bilirubin(value, unit)))


def test_a_stated_limit_needs_no_note() -> None:
    assert read(READER, bilirubin(1.0, limit=1.1)).notes == ()


def test_a_limit_that_cannot_be_true_leaves_the_multiple_open_and_the_value_stands() -> None:
    found = read(READER, bilirubin(2.0, limit=0.001)).facts
    assert found["bilirubin"].possible == exactly("2.0")
    assert found["bilirubinUln"].why is Why.UNREADABLE


@pytest.mark.parametrize("code", ["1968-7", "1971-1"])
def test_direct_and_indirect_bilirubin_are_not_total_bilirubin(code: str) -> None:
    assert read(READER, measured((LOINC, code), 9, "mg/dL")).facts == {}


def test_each_result_is_compared_with_its_own_limit() -> None:
    one, other = bilirubin(2.0, limit=1.0, name="o1"), bilirubin(2.1, limit=2.1, name="o2")
    assert multiple(one, other) == exactly(2)


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(bilirubin(2.0, limit=1.0), bilirubin(34.2, "umol/L", 20.5, name="o2"))))
