"""PF72: HbA1c."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.hba1c import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "4548-4")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (6.5, "%", "6.5"),
        (100, "mmol/mol", "11.3"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)


@pytest.mark.parametrize("code", [(LOINC, "4548-4"), (LOINC, "17856-6")])
def test_every_code_of_the_test_is_read(code: tuple[str, str]) -> None:
    assert said(READER, measured(code, 6.5, "%")) == exactly("6.5")
