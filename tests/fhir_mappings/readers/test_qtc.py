"""PF70: QTc."""

from __future__ import annotations

import pytest

from cds_service.logic.domain import exactly
from cds_service.logic.fact import Why
from fhir_mappings.readers.qtc import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "8636-3")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(480, "ms", "480"), (0.48, "s", "480"), (480, None, "480"), (0.48, None, "480"), (0.5, "s", "500")],
)
def test_seconds_and_milliseconds_mean_the_same(value: float, unit: str | None, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)


@pytest.mark.parametrize(("value", "unit"), [(0.48, "ms"), (480, "s"), (48, None), (480, "/min")])
def test_a_number_that_its_unit_makes_impossible_is_not_believed(value: float, unit: str | None) -> None:
    assert said(READER, measured(CODE, value, unit)) is Why.UNREADABLE
