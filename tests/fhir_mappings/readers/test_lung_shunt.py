"""PF69: lung shunt."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.lung_shunt import READER
from tests.fhir_mappings.readers.snippets import NET, measured, said

CODE = (NET, "lung-shunt-fraction-percent")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (20, "%", "20"),
        (20.1, "%", "20.1"),
        (0.2, "1", "20"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)
