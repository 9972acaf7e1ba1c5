"""Codings, yes and no, status and references."""

from typing import Any

import pytest

from cds_service.logic.fact import Why
from fhir_mappings.elements.answers import answer_codings, boolean, interpretation_codings
from fhir_mappings.elements.choice import components
from fhir_mappings.elements.coding import codings, text_of
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.reference import pointer, reference_of
from fhir_mappings.elements.status import Status, clinical_status, status_of

LOINC = "http://loinc.org"
V2 = "http://terminology.hl7.org/CodeSystem/v2-0136"
VER = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def _coded(*codes: tuple[str, str]) -> dict[str, Any]:
    return {"valueCodeableConcept": {"coding": [{"system": system, "code": code} for system, code in codes]}}


def _verified(*codes: tuple[str | None, str]) -> dict[str, Any]:
    return {"verificationStatus": {"coding": [{"system": system, "code": code} for system, code in codes]}}


@pytest.mark.parametrize(
    "concept",
    [
        {"coding": [{"system": LOINC, "code": "1-8"}]},
        {"coding": {"system": LOINC, "code": "1-8"}},
        {"system": LOINC, "code": "1-8"},
        [{"coding": [{"code": "local"}, {"system": LOINC, "code": " 1-8 "}]}],
        {"coding": [None, 5, {"system": LOINC}, {"system": 5, "code": 5}, {"system": LOINC, "code": "1-8"}]},
    ],
)
def test_every_usable_coding_is_found_whatever_the_shape(concept: object) -> None:
    assert [coding.key for coding in codings(concept)] == [(LOINC, "1-8")]


def test_words_are_for_people_and_can_always_be_sent() -> None:
    assert text_of({"text": "  Ki-67 \n index "}) == "Ki-67 index"
    assert text_of({"coding": [{"display": "Ki-67"}]}) == "Ki-67"
    assert text_of({"text": "a\ud800b"}) == "a?b"
    assert len(text_of({"text": "x" * 1_000_000}) or "") == 500
    assert text_of(None) is None


@pytest.mark.parametrize(
    ("observation", "said"),
    [
        ({"valueBoolean": True}, True),
        ({"valueBoolean": False}, False),
        ({"valueBoolean": "false"}, False),
        (_coded((V2, "Y")), True),
        (_coded(("http://snomed.info/sct", "373067005")), False),
    ],
)
def test_yes_and_no_come_as_boolean_or_as_code(observation: dict[str, Any], said: bool) -> None:
    assert boolean(observation) is said


@pytest.mark.parametrize(
    ("observation", "why"),
    [
        ({}, Why.NOT_RECORDED),
        ({"valueBoolean": "maybe"}, Why.UNREADABLE),
        ({"valueInteger": 1}, Why.UNREADABLE),
        ({"valueCodeableConcept": {"coding": [{"system": LOINC, "code": "1-8"}]}}, Why.UNMAPPED),
        ({"valueCodeableConcept": {"text": "yes"}}, Why.UNMAPPED),
        ({"valueBoolean": True, "valueString": "no"}, Why.CONFLICTING),
        (_coded((LOINC, "LA33-6"), (LOINC, "LA32-8")), Why.CONFLICTING),
    ],
)
def test_an_answer_that_is_neither_yes_nor_no_is_a_problem(observation: dict[str, Any], why: Why) -> None:
    found = boolean(observation)
    assert isinstance(found, Problem)
    assert found.why is why


def test_a_coded_value_answers_and_two_values_answer_nothing() -> None:
    graded = {"coding": [{"system": LOINC, "code": "LA9622-7"}]}
    assert answer_codings({"valueCodeableConcept": graded})[0].code == "LA9622-7"
    assert answer_codings({"valueCodeableConcept": graded, "valueInteger": 1}) == ()


def test_an_interpretation_is_no_value_and_is_read_only_where_it_is_asked_for() -> None:
    graded = {"coding": [{"system": LOINC, "code": "LA9622-7"}]}
    assert answer_codings({"interpretation": [graded]}) == ()
    assert interpretation_codings({"valueInteger": 0, "interpretation": [graded]})[0].code == "LA9622-7"
    assert interpretation_codings({"dataAbsentReason": {"text": "unknown"}, "interpretation": [graded]}) == ()
    assert interpretation_codings({"valueInteger": 0, "valueString": "0", "interpretation": [graded]}) == ()


def test_a_component_that_is_modified_is_left_out() -> None:
    assert components({"component": [{"modifierExtension": [{"url": "x"}]}, {"valueInteger": 1}, 5]}) == (
        {"valueInteger": 1},
    )


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("Observation", {"status": "final"}, Status.COUNTS),
        ("Observation", {"status": "amended"}, Status.COUNTS),
        ("Observation", {"status": "Final "}, Status.COUNTS),
        ("Observation", {"status": "preliminary"}, Status.PRELIMINARY),
        ("Observation", {"status": "registered"}, Status.PRELIMINARY),
        ("Observation", {}, Status.PRELIMINARY),
        ("Observation", {"status": 5}, Status.PRELIMINARY),
        ("Observation", {"status": "entered-in-error "}, Status.DIFFERENT),
        ("Observation", {"status": "entered in error"}, Status.DIFFERENT),
        ("Observation", {"status": "cancelled"}, Status.DIFFERENT),
        ("Observation", {"status": "unknown"}, Status.DIFFERENT),
        ("Condition", {}, Status.COUNTS),
        ("Condition", _verified((VER, "confirmed")), Status.COUNTS),
        ("Condition", _verified((None, "refuted")), Status.DIFFERENT),
        ("Condition", _verified((VER, "entered-in-error ")), Status.DIFFERENT),
        ("Condition", _verified((VER, "provisional")), Status.PRELIMINARY),
        ("Condition", _verified((VER, "confirmed"), ("urn:oid:1.2.3", "refuted")), Status.COUNTS),
        ("Condition", _verified(("urn:oid:1.2.3", "7")), Status.PRELIMINARY),
        ("Condition", _verified((VER, "confirmed"), (VER, "refuted")), Status.DIFFERENT),
        ("Procedure", {"status": "completed"}, Status.COUNTS),
        ("Procedure", {"status": "in-progress"}, Status.COUNTS),
        ("Procedure", {"status": "not-done"}, Status.DIFFERENT),
        ("MedicationRequest", {"status": "stopped"}, Status.COUNTS),
        ("MedicationRequest", {"status": "draft"}, Status.DIFFERENT),
        ("MedicationRequest", {"status": "active", "doNotPerform": True}, Status.DIFFERENT),
        ("MedicationRequest", {"status": "active", "intent": "proposal"}, Status.PRELIMINARY),
        ("MedicationAdministration", {"status": "completed"}, Status.COUNTS),
        ("MedicationAdministration", {"status": "not-done"}, Status.DIFFERENT),
        ("MedicationStatement", {"status": "not-taken"}, Status.DIFFERENT),
        ("AllergyIntolerance", {}, Status.COUNTS),
    ],
)
def test_a_status_says_whether_a_resource_counts(kind: str, body: dict[str, Any], status: Status) -> None:
    assert status_of(kind, body) is status


def test_a_status_as_plain_string_names_the_earlier_version() -> None:
    for found in (
        status_of("Condition", {"verificationStatus": "confirmed"}),
        clinical_status({"clinicalStatus": "x"}),
    ):
        assert isinstance(found, Problem)
        assert "STU3" in found.text


def test_a_missing_clinical_status_is_not_active() -> None:
    assert clinical_status({}) is None
    system = "http://terminology.hl7.org/CodeSystem/condition-clinical"
    assert clinical_status({"clinicalStatus": {"coding": [{"system": system, "code": "resolved"}]}}) == "resolved"


@pytest.mark.parametrize(
    ("reference", "parts"),
    [
        ("Patient/1", ("Patient", "1", None)),
        ("Patient/1/_history/2", ("Patient", "1", None)),
        ("https://ehr.example/fhir/Patient/1", ("Patient", "1", "https://ehr.example/fhir")),
        ("ehr.example/fhir/Patient/1", ("Patient", "1", "ehr.example/fhir")),
    ],
)
def test_a_literal_reference_is_taken_apart(reference: str, parts: tuple[str, str, str | None]) -> None:
    found = pointer(reference)
    assert found is not None
    assert (found.type, found.id, found.base) == parts


@pytest.mark.parametrize("reference", ["#p", "urn:uuid:1", "patient/1", "Patient", "Patient?identifier=1", "x" * 5000])
def test_other_references_are_no_literal_ones(reference: str) -> None:
    assert pointer(reference) is None


def test_a_reference_with_only_an_identifier_points_nowhere() -> None:
    assert reference_of({"identifier": {"value": "1"}, "display": "somebody"}) is None
    assert reference_of("Patient/1") is None
