"""Observations about another person or another disease are not read as the patient's."""

from __future__ import annotations

import pytest

from fhir_mappings.readers.course_of_disease import READER as COURSE
from fhir_mappings.readers.diagnosis import READER as DIAGNOSIS
from fhir_mappings.readers.liver_metastases import READER as LIVER
from fhir_mappings.readers.mdt import READER as MDT
from fhir_mappings.readers.specimens import READER as SPECIMENS
from fhir_mappings.readers.stage import READER as STAGE_READER
from tests.fhir_mappings.readers.record import (
    Body,
    amount,
    answer,
    concept,
    condition,
    morphology,
    notes,
    observation,
    read,
    said,
)

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


STAGE = {**observation("sct|399387003", answer("ajcc|M0")), "id": "m0"}


def panel(focus: str) -> Body:
    """A stage group about this Condition, with the M category as its member."""
    about = {"focus": [{"reference": focus}], "hasMember": [{"reference": "Observation/m0"}]}
    return observation("sct|399390009", about)


def test_a_member_is_about_what_its_panel_is_about() -> None:
    assert said(STAGE_READER, "stageIV", TUMOUR, BREAST, STAGE) == "{false}"
    assert said(STAGE_READER, "stageIV", TUMOUR, BREAST, STAGE, panel("Condition/net")) == "{false}"
    assert said(STAGE_READER, "stageIV", TUMOUR, BREAST, STAGE, panel("Condition/breast")) is None


@pytest.mark.parametrize("url", ["mcode-related-primary-cancer-condition", "condition-related"])
def test_a_metastasis_of_another_primary_is_not_one_of_the_tumour(url: str) -> None:
    address = f"http://hl7.org/fhir/StructureDefinition/{url}"
    of_breast, of_net = (
        {**METASTASIS, "extension": [{"url": address, "valueReference": {"reference": f"Condition/{name}"}}]}
        for name in ("breast", "net")
    )
    assert said(LIVER, "liverMets", TUMOUR, BREAST, of_breast) is None
    assert said(LIVER, "liverMets", TUMOUR, BREAST, of_net) == "{true}"
    assert said(LIVER, "liverMets", BREAST, of_breast) == "{true}"


def test_a_neuroendocrine_metastasis_is_one_of_the_tumour_whatever_it_is_said_to_belong_to() -> None:
    relation = {"url": RELATED, "valueReference": {"reference": "Condition/breast"}}
    body = {**condition("icd|C7B.02"), "extension": [relation]}
    assert said(LIVER, "liverMets", TUMOUR, BREAST, body) == "{true}"


def test_the_stage_of_a_cancer_of_another_histology_is_not_the_stage_of_the_tumour() -> None:
    lobular = {**condition("sct|363346000", **morphology("icdo|8520/3")), "id": "breast"}
    staged = {**lobular, "stage": [{"summary": concept("ajcc|II")}]}
    assert said(STAGE_READER, "stageIV", TUMOUR, staged) is None
    assert said(STAGE_READER, "stageIV", staged) == "{false}"
