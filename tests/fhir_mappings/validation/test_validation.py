"""What is wrong with a resource as FHIR R4: every fault with its path, in words, never with the value."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fhir_mappings.validation.report import Report, reports

FIXTURES = Path(__file__).parents[4] / "shared" / "fixtures-third-party"
PUBLISHED_AS_VALID = ("hl7-r4-core-examples", "hl7-mcode-ig/stu4-examples", "hl7au-fhir-test-data")

Body = dict[str, Any]
SECRET = "Ashgrove"


def faults(body: object) -> dict[str, str]:
    """The faults of the outermost resource by path."""
    return {fault.path: fault.text for fault in next(reports(body)).faults}


def the(body: object) -> Report:
    return next(reports(body))


def observation(**more: Any) -> Body:
    return {"resourceType": "Observation", "status": "final", "code": {"text": "Ki-67"}, **more}


def test_a_valid_resource_has_no_faults() -> None:
    assert the(observation(valueQuantity={"value": 4, "unit": "%"})) == Report(
        place="", kind="Observation", id=None, version=None, faults=()
    )


@pytest.mark.parametrize(
    ("more", "path", "text"),
    [
        ({"code": None}, "code", "is missing; FHIR R4 requires it"),
        ({"status": None}, "status", "is missing; FHIR R4 requires it"),
        ({"status": SECRET}, "status", "is none of: registered, preliminary, final, amended, corrected, cancelled"),
        ({"valueString": SECRET, "valueInteger": 1}, "value[x]", "is given in more than one type; FHIR R4 allows one"),
        ({"valueQuantity": {"value": SECRET}}, "valueQuantity.value", "must be a number"),
        ({"valueQuantity": SECRET}, "valueQuantity", "must be an object"),
        ({"category": {"text": SECRET}}, "category", "must be an array"),
        ({"effectiveDateTime": "3.2.1961"}, "effectiveDateTime", "is not a date or time as FHIR R4 writes them"),
        ({"issued": "1961"}, "issued", "is not an instant as FHIR R4 writes it"),
        ({"valueBoolean": SECRET}, "valueBoolean", "must be true or false"),
        ({"valueInteger": SECRET}, "valueInteger", "must be a whole number"),
        ({"id": "Mrs Ashgrove"}, "id", "is blank or has characters that FHIR R4 does not allow here"),
        ({"component": [{"code": {"text": "x"}}, {}]}, "component[1].code", "is missing; FHIR R4 requires it"),
        ({"component": [{"code": {"text": 5}}]}, "component[0].code.text", "must be text"),
        ({"ki67": SECRET}, "ki67", "is not an element of FHIR R4 here"),
        ({"of Ashgrove": 1}, "?", "is not an element of FHIR R4 here"),
        ({"comments": SECRET}, "comments", "is not an element of FHIR R4 here; DSTU2 has it"),
    ],
)
def test_a_fault_is_told_with_its_path_and_without_the_value(more: Body, path: str, text: str) -> None:
    body = {name: value for name, value in observation(**more).items() if value is not None}
    ((found, said),) = faults(body).items()
    assert found == path
    assert said.startswith(text)
    assert SECRET not in said


def test_a_primitive_that_is_marked_absent_is_not_missing() -> None:
    absent = {
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
    }
    body = observation(_status=absent)
    del body["status"]
    assert faults(body) == {}


def test_all_faults_are_told_at_once() -> None:
    body = {"resourceType": "MedicationRequest", "status": "takes it", "dosageInstruction": {}}
    assert faults(body).keys() == {"dosageInstruction", "intent", "medication[x]", "status", "subject"}


@pytest.mark.parametrize(
    ("body", "version"),
    [
        ({"resourceType": "Condition", "patient": {}, "clinicalStatus": "active"}, "DSTU2"),
        ({"resourceType": "Condition", "subject": {}, "clinicalStatus": "active"}, "DSTU2 or STU3"),
        (
            {"resourceType": "Condition", "subject": {}, "assertedDate": "2018", "verificationStatus": "confirmed"},
            "STU3",
        ),
        ({"resourceType": "MedicationOrder"}, "DSTU2"),
        ({"resourceType": "ProcedureRequest"}, "DSTU2 or STU3"),
        ({"resourceType": "MedicationStatement", "taken": "y"}, "STU3"),
        ({"resourceType": "MedicationRequest", "medication": {"concept": {}}}, "R5"),
        ({"resourceType": "Condition", "patient": {}, "assertedDate": "2018"}, "DSTU2 or STU3"),
        ({"resourceType": "Condition", "subject": {}}, None),
    ],
)
def test_the_shape_of_another_version_is_named(body: Body, version: str | None) -> None:
    assert the(body).version == version


@pytest.mark.parametrize("kind", ["Foo", "Quantity", "", 5, None, ["Observation"]])
def test_what_is_no_resource_type_is_told(kind: object) -> None:
    assert faults({"resourceType": kind}).keys() == {"resourceType"}


@pytest.mark.parametrize("value", [None, [], "text", 5])
def test_what_is_no_resource_is_told(value: object) -> None:
    assert faults(value) == {"": "is no FHIR resource: a JSON object is needed"}


def test_a_bundle_and_every_resource_in_it_are_told_of_separately() -> None:
    medication = {"resourceType": "Medication", "id": "m", "status": "gone"}
    inner = {"resourceType": "MedicationRequest", "id": "r", "contained": [medication]}
    bundle = {"resourceType": "Bundle", "entry": [{"resource": observation(id="k1")}, {"resource": inner}]}
    found = [(report.place, report.kind, report.id, bool(report.faults)) for report in reports(bundle)]
    assert found == [
        ("", "Bundle", None, True),
        ("entry[0].resource", "Observation", "k1", False),
        ("entry[1].resource", "MedicationRequest", "r", True),
        ("entry[1].resource.contained[0]", "Medication", "m", True),
    ]


def test_the_fault_of_a_bundle_is_its_own() -> None:
    assert faults({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Foo"}}]}).keys() == {"type"}


def test_a_contained_resource_without_type_is_told() -> None:
    *_, contained = reports(observation(contained=[{"id": "m"}]))
    assert [fault.path for fault in contained.faults] == ["resourceType"]


def test_what_is_nested_too_deeply_is_told_and_not_followed() -> None:
    body: Body = {"url": "https://hospital.example/x"}
    for _ in range(500):
        body = {"url": "https://hospital.example/x", "extension": [body]}
    (said,) = faults({"resourceType": "Patient", "extension": [body]}).values()
    assert said == "is nested too deeply to be checked"


@pytest.mark.parametrize("folder", PUBLISHED_AS_VALID)
def test_what_hl7_publishes_as_valid_has_no_faults(folder: str) -> None:
    if not FIXTURES.exists():
        pytest.skip("../shared/fixtures-third-party is not here")
    paths = sorted((FIXTURES / folder).rglob("*.json"))
    wrong = {
        f"{path.name} {report.place} {fault.path} {fault.text}"
        for path in paths
        for report in reports(json.loads(path.read_text("utf-8")))
        for fault in report.faults
    }
    assert paths
    assert wrong == set()


def test_a_synthetic_record_as_published_has_no_faults() -> None:
    if not FIXTURES.exists():
        pytest.skip("../shared/fixtures-third-party is not here")
    path = min((FIXTURES / "smart-synthea-r4/patients").glob("*.json.gz"))
    found = list(reports(json.loads(gzip.decompress(path.read_bytes()))))
    assert len(found) > 50
    assert [report for report in found if report.faults] == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
ELEMENTS = ("status", "code", "component", "contained", "entry", "extension", "subject", "medication", "_status", "id")


@settings(max_examples=300)
@given(
    st.sampled_from(["Observation", "Condition", "Bundle", "Patient", "Parameters", "ConceptMap"]),
    st.dictionaries(st.sampled_from(ELEMENTS) | st.text(max_size=6), JSON, max_size=6),
)
def test_no_damage_makes_it_raise(kind: str, body: Body) -> None:
    assert list(reports({**body, "resourceType": kind}))
