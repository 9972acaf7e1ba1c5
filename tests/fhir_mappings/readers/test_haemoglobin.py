"""PF60: haemoglobin."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.haemoglobin import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "718-7")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (8.0, "g/dL", "8.0"),
        (80, "g/L", "8.0"),
        (79, "g/L", "7.9"),
        (5, "mmol/L", "8.057"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)
