"""Observations about another person or another disease are not read as the patient's."""

from __future__ import annotations

import pytest

from fhir_mappings.readers.course_of_disease import READER as COURSE
from fhir_mappings.readers.diagnosis import READER as DIAGNOSIS
from fhir_mappings.readers.mdt import READER as MDT
from fhir_mappings.readers.specimens import READER as SPECIMENS
from tests.fhir_mappings.readers.record import Body, amount, answer, condition, notes, observation, read, said

TUMOUR = {**condition("sct|1288033004"), "id": "net"}
METASTASIS = {**condition("icd|C78.7"), "id": "met"}
BREAST = {**condition("icd|C50.9"), "id": "breast"}
PATIENT = {"resourceType": "Patient", "id": "p"}
RELATED = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-related-condition"


def ki67(*focus: str, **more: Body) -> Body:
    """A Ki-67 of 30 % about these resources."""
    about = {"focus": [{"reference": reference} for reference in focus]} if focus else {}
    return observation("loinc|29593-1", {**amount(30, "%"), **about, **more})


def counted(*bodies: Body) -> bool:
    """Whether a specimen is found."""
    return bool(read(SPECIMENS, *bodies).specimens)


@pytest.mark.parametrize(
    "focus", [(), ("Condition/net",), ("Condition/met",), ("Patient/p",), ("Condition/elsewhere",)]
)
def test_what_is_about_the_tumour_the_patient_or_something_unknown_counts(focus: tuple[str, ...]) -> None:
    assert counted(PATIENT, TUMOUR, METASTASIS, BREAST, ki67(*focus))


@pytest.mark.parametrize("focus", ["Condition/breast", "Patient/other", "RelatedPerson/r", "Group/g"])
def test_what_is_about_another_disease_or_person_is_left_out_with_a_note(focus: str) -> None:
    assert not counted(PATIENT, TUMOUR, BREAST, ki67(focus))
    assert "focus" in notes(SPECIMENS, PATIENT, TUMOUR, BREAST, ki67(focus))


def test_what_is_about_the_tumour_and_another_disease_counts() -> None:
    assert counted(PATIENT, TUMOUR, BREAST, ki67("Condition/breast", "Condition/net"))


def test_without_a_tumour_beside_it_another_cancer_may_be_what_the_record_calls_the_tumour() -> None:
    assert counted(PATIENT, BREAST, ki67("Condition/breast"))


def test_the_related_condition_of_mcode_is_a_focus() -> None:
    related = {"extension": [{"url": RELATED, "valueReference": {"reference": "Condition/breast"}}]}
    assert not counted(TUMOUR, BREAST, {**ki67(), **related})


def test_a_body_structure_is_about_the_condition_that_it_names() -> None:
    structure: Body = {
        "resourceType": "BodyStructure",
        "id": "b",
        "patient": {"reference": "Patient/p"},
        "extension": [{"url": RELATED, "valueReference": {"reference": "Condition/breast"}}],
    }
    assert not counted(TUMOUR, BREAST, structure, ki67("BodyStructure/b"))
    assert counted(TUMOUR, BREAST, {**structure, "extension": []}, ki67("BodyStructure/b"))


def test_pathology_of_another_tumour_does_not_grade_this_one() -> None:
    lung = observation("loinc|59847-4", {**answer("icdo|8041/3"), "focus": [{"reference": "Condition/lung"}]})
    other = {**condition("icd|C34.9"), "id": "lung"}
    assert said(DIAGNOSIS, "differentiation", TUMOUR, other, lung) == "{well}"


def test_progression_of_another_tumour_is_not_progression_of_this_one() -> None:
    worse = observation("loinc|97509-4", {**answer("sct|271299001"), "focus": [{"reference": "Condition/breast"}]})
    assert read(COURSE, TUMOUR, BREAST, worse).statuses == ()


def test_a_board_on_another_tumour_is_no_review_of_this_one() -> None:
    board = observation("net|mdt-decision", {"focus": [{"reference": "Condition/breast"}]})
    assert said(MDT, "mdtDate", TUMOUR, BREAST, board) is None
