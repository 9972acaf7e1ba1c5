"""PF04: breastfeeding."""

import pytest

from cds_service.case.items.item import FALSE, TRUE
from cds_service.logic.fact import Why
from fhir_mappings.readers.breastfeeding import READER
from tests.fhir_mappings.readers.snippets import (
    ANSWER,
    ICD10,
    LOINC,
    SNOMED,
    Json,
    concept,
    condition,
    observation,
    said,
)

STATUS, LACTATING = (LOINC, "63895-7"), (ICD10, "Z39.1")


def answered(code: tuple[str, str], when: str = "2026-11-20") -> Json:
    """A coded answer."""
    return observation(STATUS, when=when, valueCodeableConcept=concept(code))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ((LOINC, "LA29252-6"), TRUE),
        ((LOINC, "LA29253-4"), FALSE),
        ((LOINC, "LA4489-6"), Why.NOT_RECORDED),
        ((ANSWER, "yes"), TRUE),
        ((ANSWER, "no"), FALSE),
        ((SNOMED, "373066001"), TRUE),
        ((SNOMED, "261665006"), Why.UNMAPPED),
    ],
)
def test_a_status_is_read(code: tuple[str, str], expected: object) -> None:
    assert said(READER, answered(code)) == expected


@pytest.mark.parametrize(("flag", "expected"), [(True, TRUE), (False, FALSE)])
def test_a_status_may_be_a_boolean(flag: bool, expected: object) -> None:
    assert said(READER, observation(STATUS, valueBoolean=flag)) == expected


@pytest.mark.parametrize("code", [LACTATING, ("http://hl7.org/fhir/sid/icd-10", "Z39.1"), (SNOMED, "866041003")])
def test_an_active_condition_is_breastfeeding(code: tuple[str, str]) -> None:
    assert said(READER, condition(code)) == TRUE
    assert said(READER, condition(code, clinical="resolved")) is None


@pytest.mark.parametrize(("when", "expected"), [("2026-11-20", FALSE), ("2026-11-01", TRUE)])
def test_a_no_refutes_a_condition_only_when_it_is_newer(when: str, expected: object) -> None:
    assert said(READER, condition(LACTATING, when="2026-11-10"), answered((LOINC, "LA29253-4"), when)) == expected
