"""PF72: TSH."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.tsh import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "3016-3")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (4.0, "m[IU]/L", "4"),
        (4.0, "u[IU]/mL", "4"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)
