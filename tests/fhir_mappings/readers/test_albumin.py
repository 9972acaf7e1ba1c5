"""PF65: albumin."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.albumin import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "1751-7")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (30, "g/L", "30"),
        (3.0, "g/dL", "30"),
        (2.9, "g/dL", "29"),
        (600, "umol/L", "39.9"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)
