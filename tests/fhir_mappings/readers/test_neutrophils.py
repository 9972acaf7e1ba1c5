"""PF62: neutrophils."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.neutrophils import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "751-8")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1.5, "10*9/L", "1.5"),
        (1500, "/uL", "1.5"),
        (1499, "/uL", "1.499"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)


@pytest.mark.parametrize("code", [(LOINC, "751-8"), (LOINC, "26499-4")])
def test_every_code_of_the_test_is_read(code: tuple[str, str]) -> None:
    assert said(READER, measured(code, 1.5, "10*9/L")) == exactly("1.5")
