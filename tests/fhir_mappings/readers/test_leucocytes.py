"""PF62: leucocytes."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.leucocytes import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "6690-2")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (2.0, "10*9/L", "2.0"),
        (2, "10*3/uL", "2"),
        (2000, "/uL", "2"),
        (1999, "/mm3", "1.999"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)


@pytest.mark.parametrize("code", [(LOINC, "6690-2"), (LOINC, "26464-8")])
def test_every_code_of_the_test_is_read(code: tuple[str, str]) -> None:
    assert said(READER, measured(code, 2.0, "10*9/L")) == exactly("2.0")
