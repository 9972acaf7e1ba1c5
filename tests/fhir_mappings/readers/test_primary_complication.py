"""PF27: complications of the bowel, and whose they are."""

import pytest

from cds_service.logic.domain import one_of
from cds_service.logic.fact import Why
from fhir_mappings.readers.primary_complication import READER
from tests.fhir_mappings.readers.snippets import (
    ANSWER,
    ICD10,
    NET,
    SNOMED,
    Json,
    concept,
    condition,
    fact,
    observation,
    read,
    said,
    texts,
)

WHO = "http://hl7.org/fhir/sid/icd-10"
BLEEDING = (ICD10, "K92.2")


def stated(answer: str, when: str | None = "2026-11-20") -> Json:
    """What somebody said about the primary itself."""
    return observation((NET, "primary-tumor-complication"), when=when, valueCodeableConcept=concept((ANSWER, answer)))


@pytest.mark.parametrize(
    "code",
    [BLEEDING, (ICD10, "K56.609"), (ICD10, "K631"), (ICD10, "K55.039"), (WHO, "K56.6"), (SNOMED, "74474003")],
)
def test_a_complication_of_untold_cause_leaves_it_open_and_is_shown(code: tuple[str, str]) -> None:
    found = fact(READER, condition(code))
    assert found is not None
    assert (found.why, [one.reference for one in found.evidence]) == (Why.NOT_RECORDED, ["Condition/c1"])
    assert "not whether by the primary" in texts(read(READER, condition(code)))


@pytest.mark.parametrize("code", [(ICD10, "K56.50"), (ICD10, "K56.2"), (ICD10, "K55.019"), (ICD10, "K57.32")])
def test_a_complication_of_another_cause_or_place_says_nothing(code: tuple[str, str]) -> None:
    assert said(READER, condition(code)) is None


def test_one_that_is_over_says_nothing() -> None:
    assert said(READER, condition(BLEEDING, clinical="resolved")) is None


def test_a_suspected_one_is_open_too() -> None:
    assert said(READER, condition(BLEEDING, verification="provisional")) is Why.NOT_RECORDED


def test_what_is_stated_of_the_primary_stands() -> None:
    assert said(READER, stated("obstruction", "2026-11-01"), condition(BLEEDING)) == one_of("obstruction")


@pytest.mark.parametrize(
    ("when", "expected"), [("2026-11-20", one_of("none")), ("2026-11-01", Why.NOT_RECORDED), (None, Why.NOT_RECORDED)]
)
def test_none_stands_only_when_it_is_not_older_than_the_condition(when: str | None, expected: object) -> None:
    assert said(READER, stated("none", when), condition(BLEEDING, when="2026-11-10")) == expected
