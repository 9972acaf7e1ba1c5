"""PF72: vitamin B12."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.vitamin_b12 import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "2132-9")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (200, "pg/mL", "200"),
        (200, "ng/L", "200"),
        (100, "pmol/L", "135.54"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)
