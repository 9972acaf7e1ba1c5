"""PF66: decompensated liver disease."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.case.items.item import TRUE
from cds_service.logic.fact import Why
from fhir_mappings.readers.decompensation import READER
from tests.fhir_mappings.readers.snippets import ICD10, SNOMED, condition, damaged, fact, read, said, texts

ASCITES = (ICD10, "R18.8")
CODES = [
    ASCITES,
    (ICD10, "R188"),
    (ICD10, "R18.0"),
    (SNOMED, "389026000"),
    (SNOMED, "13920009"),
    (ICD10, "K76.82"),
    (ICD10, "K72.90"),
]


@pytest.mark.parametrize("code", CODES)
def test_an_active_condition_of_the_three_groups_means_decompensated(code: tuple[str, str]) -> None:
    assert said(READER, condition(code)) == TRUE


@pytest.mark.parametrize("clinical", ["active", "recurrence", "relapse"])
def test_active_recurrent_and_relapsed_conditions_count(clinical: str) -> None:
    assert said(READER, condition(ASCITES, clinical=clinical)) == TRUE


@pytest.mark.parametrize("clinical", ["inactive", "remission", "resolved"])
def test_a_condition_that_is_over_says_nothing(clinical: str) -> None:
    assert said(READER, condition(ASCITES, clinical=clinical)) is None


@pytest.mark.parametrize("verification", ["refuted", "entered-in-error"])
def test_a_refuted_or_mistaken_condition_says_nothing(verification: str) -> None:
    assert said(READER, condition(ASCITES, verification=verification)) is None


@pytest.mark.parametrize("verification", ["unconfirmed", "provisional", "differential"])
def test_an_unconfirmed_condition_leaves_it_open_with_a_note(verification: str) -> None:
    assert said(READER, condition(ASCITES, verification=verification)) is Why.PRELIMINARY
    assert texts(read(READER, condition(ASCITES, verification=verification)))


def test_a_missing_verification_counts_as_asserted() -> None:
    assert said(READER, condition(ASCITES, verification=None)) == TRUE


def test_a_missing_clinical_status_is_neither_active_nor_over() -> None:
    assert said(READER, condition(ASCITES, clinical=None)) is Why.NOT_RECORDED
    assert "clinicalStatus" in texts(read(READER, condition(ASCITES, clinical=None)))


def test_a_condition_with_an_end_and_without_status_is_over() -> None:
    assert said(READER, {**condition(ASCITES, clinical=None), "abatementDateTime": "2026-01-01"}) is None


def test_a_condition_of_tomorrow_leaves_it_open() -> None:
    assert said(READER, condition(ASCITES, when="2026-11-25")) is Why.UNREADABLE


def test_a_certain_condition_outweighs_an_unclear_one_which_is_noted() -> None:
    found = read(READER, condition(ASCITES), condition(ASCITES, "c2", "2026-11-12", verification="differential"))
    assert found.facts["decompensated"].possible == TRUE
    assert [note.reference for note in found.notes] == ["Condition/c2"]


def test_all_certain_conditions_are_the_evidence_newest_first() -> None:
    found = fact(READER, condition(ASCITES), condition((ICD10, "K72.90"), "c2", "2026-11-12"))
    assert found is not None
    assert [one.reference for one in found.evidence] == ["Condition/c2", "Condition/c1"]


@pytest.mark.parametrize("code", [(ICD10, "K74.60"), (ICD10, "K76.6"), (SNOMED, "19943007")])
def test_cirrhosis_and_portal_hypertension_alone_are_not_decompensation(code: tuple[str, str]) -> None:
    assert said(READER, condition(code)) is None


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(condition(ASCITES), condition((ICD10, "K72.90"), "c2"))))
