"""PF72: glucose."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.glucose import READER
from tests.fhir_mappings.readers.snippets import LOINC, measured, said

CODE = (LOINC, "2345-7")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (126, "mg/dL", "126"),
        (10, "mmol/L", "180.16"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)


@pytest.mark.parametrize("code", [(LOINC, "2345-7"), (LOINC, "2339-0"), (LOINC, "1558-6")])
def test_every_code_of_the_test_is_read(code: tuple[str, str]) -> None:
    assert said(READER, measured(code, 126, "mg/dL")) == exactly("126")
