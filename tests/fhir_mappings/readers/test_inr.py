"""PF65: INR."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.inr import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "6301-6")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1.5, "{INR}", "1.5"),
        (1.5, "1", "1.5"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)


@pytest.mark.parametrize("code", [(LOINC, "6301-6"), (LOINC, "34714-6")])
def test_every_code_of_the_test_is_read(code: tuple[str, str]) -> None:
    assert said(READER, measured(code, 1.5, "{INR}")) == exactly("1.5")
