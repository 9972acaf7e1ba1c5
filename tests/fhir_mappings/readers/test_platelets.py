"""PF61: platelets."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.platelets import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "777-3")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (75, "10*9/L", "75"),
        (75, "10*3/uL", "75"),
        (75000, "/uL", "75"),
        (74999, "/uL", "74.999"),
        (75, "K/uL", "75"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)


@pytest.mark.parametrize("code", [(LOINC, "777-3"), (LOINC, "26515-7")])
def test_every_code_of_the_test_is_read(code: tuple[str, str]) -> None:
    assert said(READER, measured(code, 75, "10*9/L")) == exactly("75")
