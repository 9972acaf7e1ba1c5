"""PF66: Child–Pugh score."""

import pytest

from cds_service.logic.domain import exactly
from fhir_mappings.readers.child_pugh import READER
from tests.fhir_mappings.readers.snippets import NET, measured, said

CODE = (NET, "child-pugh-score")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (7, "{score}", "7"),
        (5, "{score}", "5"),
        (15, "1", "15"),
    ],
)
def test_units_are_converted_and_limits_stay_exact(value: float, unit: str, expected: str) -> None:
    assert said(READER, measured(CODE, value, unit)) == exactly(expected)
