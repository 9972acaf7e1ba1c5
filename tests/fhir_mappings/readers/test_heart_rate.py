"""PF70: heart rate."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.heart_rate import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "8867-4")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (50, "/min", "50"),
        (49, "{beats}/min", "49"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)
