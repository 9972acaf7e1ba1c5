"""Prefetch values → the resources of one patient."""

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.logic.fact import Why
from fhir_mappings.elements.problem import Problem
from fhir_mappings.resources import (
    LISTS,
    Resources,
    bundle_patient_ids,
    collect,
    having,
    medication_codings,
    of_type,
    resolved,
    whole_bundle,
)

SHARED = Path(__file__).parents[3] / "shared/fixtures-third-party"
EHR = "https://ehr.example/fhir"
LOINC = "http://loinc.org"
KI67 = frozenset({(LOINC, "29593-1")})


def _observation(name: str | None = "k1", **more: Any) -> dict[str, Any]:
    code = {"coding": [{"system": LOINC, "code": "29593-1"}]}
    body = {"resourceType": "Observation", "id": name, "subject": {"reference": "Patient/p"}, "code": code, **more}
    return {key: value for key, value in body.items() if value is not None}


def _bundle(*resources: object, **more: Any) -> dict[str, Any]:
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "searchset", "entry": entries, **more}


def _read(value: object, key: str = "observations", server: str | None = EHR) -> Resources:
    return collect("p", {key: value}, server)


def _ids(resources: Resources) -> list[str]:
    return [found.reference for found in having(resources, "Observation", KI67)]


def _texts(resources: Resources) -> str:
    return " | ".join(note.text for note in resources.notes)


OUTCOME = {"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]}
WARNING = {"resourceType": "OperationOutcome", "issue": [{"severity": "warning"}]}


@pytest.mark.parametrize(
    "entry",
    ["lost", [None], [5], [[]], [{"response": {"status": "403 Forbidden"}}]],
    ids=str,
)
def test_where_an_entry_is_none_or_failed_absence_proves_nothing(entry: object) -> None:
    found = collect("p", {"observations": {"resourceType": "Bundle", "entry": entry}}, None)
    assert "observations" not in found.complete


@pytest.mark.parametrize(
    "value",
    [
        None,
        _bundle(),
        {"resourceType": "Bundle", "total": 0},
        _bundle(WARNING),
        _bundle(None, None),
        {"resourceType": "Bundle", "entry": [{"fullUrl": "x"}]},
        _bundle(_observation()),
        _observation(),
        _bundle(_observation(), WARNING),
        _bundle(_observation(), _observation("x", subject={"reference": "Patient/other"})),
    ],
)
def test_a_list_that_arrived_whole_is_retrieved_also_when_nothing_is_in_it(value: object) -> None:
    found = _read(value)
    assert found.retrieved == found.complete == {"observations"}
    assert not found.unusable
    assert found.absent == set(LISTS) - {"observations"}


@pytest.mark.parametrize("subject", [{"reference": "Patient/other"}, {"display": "P"}, None], ids=str)
def test_a_list_in_which_nothing_is_the_patients_is_not_the_list_that_was_asked_for(subject: Any) -> None:
    found = _read(_bundle(_observation(subject=subject)))
    assert found.retrieved == set()
    assert "none of the patient's" in found.unusable["observations"]


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (OUTCOME, "OperationOutcome"),
        (WARNING, "OperationOutcome"),
        (_bundle(OUTCOME), "failed"),
        ("<html>", "JSON object"),
        (5, "JSON object"),
        ([], "JSON object"),
        (True, "JSON object"),
        ({}, "resourceType"),
        ({"response": {"status": "200"}, "resource": _bundle()}, "wrapped"),
        ({"resourceType": "Condition"}, "another type"),
        ({"resourceType": "observation"}, "another type"),
        (_bundle({"resourceType": "Condition", "subject": {"reference": "Patient/p"}}), "other types"),
        ({**_bundle(_observation()), "implicitRules": "http://x"}, "implicitRules"),
    ],
)
def test_a_value_of_the_wrong_kind_is_unusable_with_the_reason_and_the_remedy(value: object, word: str) -> None:
    found = _read(value)
    assert word in found.unusable["observations"]
    assert not found.retrieved
    assert not found.by_type


def test_a_list_with_a_further_page_is_read_and_is_not_retrieved() -> None:
    found = _read(_bundle(_observation(), link=[{"relation": "self"}, {"relation": "next", "url": "http://x"}]))
    assert _ids(found) == ["Observation/k1"]
    assert not found.retrieved
    assert "further page" in _texts(found)


def test_an_error_beside_results_leaves_the_list_in_doubt() -> None:
    found = _read(_bundle(_observation(), OUTCOME))
    assert _ids(found) == ["Observation/k1"]
    assert found.partly_read == {"observations"}


def test_keys_of_no_service_of_ours_are_ignored() -> None:
    found = collect("p", {"extra": _bundle(_observation()), "encounters": 5}, None)
    assert not found.by_type
    assert not found.unusable
    assert found.absent == set(LISTS)


@pytest.mark.parametrize(
    ("subject", "server"),
    [
        ("Patient/p", EHR),
        ("Patient/p/_history/2", EHR),
        (f"{EHR}/Patient/p", EHR),
        (f"{EHR}/Patient/p", f"{EHR}/"),
        (f"{EHR}/Patient/p/_history/3", EHR),
        ("https://elsewhere.example/Patient/p", None),
        ("elsewhere.example/Patient/p", None),
        ("urn:uuid:p", EHR),
        ("urn:uuid:5f9c", EHR),
        ("#p", EHR),
    ],
)
def test_every_way_of_pointing_to_the_context_patient_is_understood(subject: str, server: str | None) -> None:
    ours = _observation(subject={"reference": subject}, contained=[{"resourceType": "Patient", "id": "p"}])
    bundle = _bundle(ours)
    bundle["entry"].append({"fullUrl": "urn:uuid:5f9c", "resource": {"resourceType": "Patient", "id": "p"}})
    assert _ids(_read(bundle, server=server)) == ["Observation/k1"]


@pytest.mark.parametrize(
    ("subject", "attributed"),
    [
        ({"reference": "Patient/other"}, True),
        ({"reference": "Group/p"}, True),
        ({"reference": "https://elsewhere.example/fhir/Patient/p"}, False),
        ({"reference": "urn:uuid:1"}, True),
        ({"reference": "urn:uuid:2"}, False),
        ({"reference": "patient/p"}, False),
        ({"reference": "#q"}, False),
        ({"reference": "Patient?identifier=p"}, False),
        ({"identifier": {"value": "p"}}, False),
        ({"display": "P"}, False),
        ("Patient/p", False),
        ({}, False),
        (None, False),
    ],
)
def test_what_is_not_known_to_be_the_patients_is_never_used(subject: Any, attributed: bool) -> None:
    bundle = _bundle(_observation("a", subject=subject), _observation("b", subject=subject))
    bundle["entry"].append({"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Patient", "id": "other"}})
    found = _read(bundle)
    assert not _ids(found)
    assert len(found.notes) == 1
    assert "2 resources were not used" in found.notes[0].text
    assert ("another patient" in found.notes[0].text) is attributed
    assert found.partly_read == (frozenset() if attributed else {"observations"})
    assert not found.foreign_patient


def test_a_patient_id_may_come_with_its_type() -> None:
    assert _ids(collect("Patient/p", {"observations": _bundle(_observation())}, EHR)) == ["Observation/k1"]


@pytest.mark.parametrize(
    "value", [{"resourceType": "Patient", "id": "q"}, _bundle({"resourceType": "Patient", "id": "q"})]
)
def test_the_patient_sent_may_be_somebody_else(value: object) -> None:
    found = _read(value, "patient")
    assert found.foreign_patient
    assert found.patient is None
    assert not found.retrieved


def test_the_patient_of_the_context_is_found_among_relatives_and_in_any_list() -> None:
    people = [{"resourceType": "Patient", "id": name} for name in ("mother", "p")]
    for key, value in (("patient", _bundle(*people)), ("observations", _bundle(_observation(), *people))):
        found = _read(value, key)
        assert found.patient is not None
        assert found.patient.reference == "Patient/p"
        assert not found.foreign_patient


def test_a_merged_patient_record_is_named() -> None:
    patient = {"resourceType": "Patient", "id": "p", "active": False, "link": [{"type": "replaced-by"}]}
    assert "replaced" in _texts(_read(patient, "patient"))


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"modifierExtension": [{"url": "http://x"}]}, "modifierExtension"),
        ({"implicitRules": "http://x"}, "implicitRules"),
        ({"subject": None, "patient": {"reference": "Patient/p"}}, "STU3"),
        ({"resourceType": "observation"}, "resourceType"),
        ({"resourceType": "Resource-1"}, "resourceType"),
        ({"resourceType": None}, "resourceType"),
        ({"resourceType": 5}, "resourceType"),
    ],
)
def test_a_resource_that_may_mean_something_else_is_left_out_and_the_list_is_in_doubt(
    more: dict[str, Any], word: str
) -> None:
    found = _read(_bundle(_observation(**more), _observation("k2")))
    assert _ids(found) == ["Observation/k2"]
    assert word in _texts(found)
    assert found.retrieved == {"observations"}
    assert not found.complete


def test_a_condition_with_plain_string_status_names_the_version_it_has() -> None:
    condition = {"resourceType": "Condition", "subject": {"reference": "Patient/p"}, "clinicalStatus": "active"}
    found = _read(_bundle(condition), "conditions")
    assert not of_type(found, "Condition")
    assert "STU3" in _texts(found)


def test_empty_modifiers_change_nothing() -> None:
    assert _ids(_read(_bundle(_observation(modifierExtension=[], implicitRules=" ")))) == ["Observation/k1"]


def test_included_resources_count_wherever_they_stand() -> None:
    condition = {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/p"}}
    found = _read(_bundle(_observation(), condition))
    assert [resource.reference for resource in of_type(found, "Condition")] == ["Condition/c"]


def test_nested_bundles_are_opened_down_to_a_limit() -> None:
    value = _bundle(_observation())
    for _ in range(5):
        value = _bundle(value)
    assert _ids(_read(value)) == ["Observation/k1"]
    for _ in range(10_000):
        value = _bundle(value)
    found = _read(value)
    assert not _ids(found)
    assert found.partly_read == {"observations"}


def test_the_newest_version_of_a_resource_is_kept_whatever_the_order() -> None:
    old = _observation(meta={"versionId": "9", "lastUpdated": "2026-01-01T00:00:00Z"}, status="final")
    new = _observation(meta={"versionId": "10", "lastUpdated": "2026-01-01T01:00:00+00:30"}, status="entered-in-error")
    for pair in ((old, new), (new, old)):
        found = of_type(_read(_bundle(*pair)), "Observation")
        assert [resource.body["status"] for resource in found] == ["entered-in-error"]


def test_a_copy_is_dropped_and_two_contents_without_version_are_both_kept_with_a_note() -> None:
    assert len(_ids(_read(_bundle(_observation(), _observation())))) == 1
    found = _read(_bundle(_observation(), _observation(valueInteger=2)))
    assert len(_ids(found)) == 2
    assert "nothing tells which is newer" in _texts(found)


def test_resources_come_newest_first_with_undated_last() -> None:
    dates = {"a": "2026-01-01", "b": "2026-03", "c": None, "d": "2026-01-01T10:00:00Z", "e": "nonsense"}
    found = _read(_bundle(*(_observation(name, effectiveDateTime=date) for name, date in dates.items())))
    assert [reference[-1] for reference in _ids(found)] == ["b", "d", "a", "c", "e"]


def test_any_coding_finds_a_resource_and_several_codes_find_it_once() -> None:
    local = {"system": "urn:local", "code": "KI67"}
    both = _observation(code={"coding": [local, {"system": LOINC, "code": "29593-1"}]})
    found = _read(_bundle(both, _observation("x", code={"text": "Ki-67"})))
    assert len(having(found, "Observation", KI67 | {("urn:local", "KI67"), ("a", "b")})) == 1
    assert having(found, "Condition", KI67) == ()


def test_observations_are_found_by_the_code_of_a_component() -> None:
    part = {"code": {"coding": [{"system": LOINC, "code": "8636-3"}]}, "valueInteger": 1}
    found = _read(_bundle(_observation(component=[part])))
    assert len(having(found, "Observation.component", frozenset({(LOINC, "8636-3")}))) == 1


@pytest.mark.parametrize(
    "reference", ["#m", "Medication/m", "Medication/m/_history/1", "urn:uuid:m", f"{EHR}/Medication/m"]
)
def test_a_medicine_is_found_through_its_reference(reference: str) -> None:
    medication = {"resourceType": "Medication", "id": "m", "code": {"coding": [{"system": "urn:atc", "code": "L"}]}}
    request: dict[str, Any] = {
        "resourceType": "MedicationRequest",
        "id": "r",
        "subject": {"reference": "Patient/p"},
        "medicationReference": {"reference": reference},
    }
    if reference == "#m":
        request["contained"] = [medication]
        bundle = _bundle(request)
    else:
        bundle = _bundle(request)
        bundle["entry"].append({"fullUrl": "urn:uuid:m", "resource": medication})
    found = _read(bundle, "medicationRequests")
    (resource,) = having(found, "MedicationRequest", frozenset({("urn:atc", "L")}))
    assert medication_codings(found, resource.body)[0].code == "L"


def test_a_specimen_is_resolved_from_the_observation_that_names_it() -> None:
    specimen = {"resourceType": "Specimen", "id": "s", "subject": {"reference": "Patient/p"}}
    found = _read(_bundle(_observation(), specimen))
    assert resolved(found.linked, {}, "Specimen/s", "Specimen") == specimen
    assert resolved(found.linked, {}, "Specimen/t", "Specimen") is None


@pytest.mark.parametrize("kind", ["Substance", "Patient", None])
def test_a_contained_resource_of_another_type_is_not_the_one_that_is_meant(kind: str | None) -> None:
    contained = {"contained": [{"resourceType": kind, "id": "m"}]}
    assert resolved({}, contained, "#m", "Medication") is None
    assert resolved({}, {"contained": [{"resourceType": "Medication", "id": "m"}]}, "#m", "Medication") is not None


def test_only_a_contained_patient_of_the_same_id_makes_a_resource_the_patients() -> None:
    device = _observation(subject={"reference": "#p"}, contained=[{"resourceType": "Device", "id": "p"}])
    assert _ids(_read(_bundle(device))) == []
    person = _observation(subject={"reference": "#p"}, contained=[{"resourceType": "Patient", "id": "p"}])
    assert _ids(_read(_bundle(person))) == ["Observation/k1"]


def test_an_id_that_no_server_could_have_given_is_no_id() -> None:
    for name in ("a b", "x" * 5000, "\ud800", "", 5):
        assert _ids(_read(_bundle(_observation(name=name)))) == ["Observation (without id)"]  # type: ignore[arg-type]


def test_notes_are_counted_and_never_many() -> None:
    others = [_observation(f"o{number}", subject={"reference": f"Patient/{number}"}) for number in range(5000)]
    strays = [_observation(f"s{number}", subject={}) for number in range(5000)]
    assert len(_read(_bundle(*others, *strays)).notes) == 2


def test_a_whole_bundle_answers_for_every_list_and_names_its_only_patient() -> None:
    bundle = _bundle({"resourceType": "Patient", "id": "p"}, _observation(), _observation(None))
    found = whole_bundle(bundle)
    assert not isinstance(found, Problem)
    patient_id, lists = found
    resources = collect(patient_id, lists, None)
    assert patient_id == "p"
    assert resources.retrieved == resources.complete == set(LISTS)
    assert len(_ids(resources)) == 2


def test_a_single_resource_is_about_its_subject() -> None:
    found = whole_bundle(_observation())
    assert not isinstance(found, Problem)
    assert found[0] == "p"
    assert _ids(collect(found[0], found[1], None)) == ["Observation/k1"]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({}, Why.UNREADABLE),
        ("x", Why.UNREADABLE),
        (_bundle(), Why.NOT_RECORDED),
        (_bundle(*({"resourceType": "Patient", "id": name} for name in "ab")), Why.CONFLICTING),
        (_bundle(_observation(), _observation(subject={"reference": "Patient/q"})), Why.CONFLICTING),
    ],
)
def test_a_bundle_about_nobody_or_several_people_is_refused(value: object, why: Why) -> None:
    found = whole_bundle(value)
    assert isinstance(found, Problem)
    assert found.why is why


def test_a_patient_without_id_is_known_by_its_uuid() -> None:
    bundle = _bundle(_observation(subject={"reference": "urn:uuid:77"}))
    bundle["entry"].append({"fullUrl": "urn:uuid:77", "resource": {"resourceType": "Patient"}})
    assert bundle_patient_ids(bundle) == ("77",)
    found = collect("77", {"observations": bundle}, None)
    assert _ids(found) == ["Observation/k1"]
    assert found.patient is not None


NAMES = (
    "resourceType", "entry", "resource", "fullUrl", "link", "relation", "id", "subject", "patient", "reference",
    "code", "coding", "system", "meta",
)  # fmt: skip
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
scalars |= st.sampled_from(["Bundle", "Patient", "Observation", "Condition", "Medication", "OperationOutcome", "p"])
scalars |= st.sampled_from(["Patient/p", "next", "urn:uuid:1", "MedicationRequest", "9999-12-31T23:59:59-10:00"])
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(), inner, max_size=6),
    max_leaves=30,
)


@settings(max_examples=400, deadline=None)
@given(value=json_values, key=st.sampled_from(sorted(LISTS)), server=st.none() | st.text(max_size=5))
def test_any_json_under_any_key_is_read_or_refused(value: object, key: str, server: str | None) -> None:
    for wrapped in (value, {"resourceType": "Bundle", "entry": value}, _bundle(value, value)):
        found = collect("p", {key: wrapped}, server)
        assert (key in found.retrieved) + (key in found.unusable) <= 1
        whole_bundle(wrapped)


@pytest.mark.slow
def test_every_third_party_file_under_every_key_is_read_or_refused() -> None:
    for value in _documents():
        patients = bundle_patient_ids(value)
        for key in LISTS:
            collect(patients[0] if patients else "x", {key: value}, None)
        found = whole_bundle(value)
        if not isinstance(found, Problem):
            assert len(collect(*found, EHR).notes) < 12


def test_a_large_real_bundle_is_read_within_a_second() -> None:
    path = next((SHARED / "smart-synthea-r4/large").glob("*.gz"), None) if SHARED.exists() else None
    if path is None:
        pytest.skip("the shared third-party fixtures are not there (../shared/fixtures-third-party)")
    found = whole_bundle(json.loads(gzip.decompress(path.read_bytes())))
    assert not isinstance(found, Problem)
    start = time.perf_counter()
    resources = collect(*found, None)
    assert time.perf_counter() - start < 1
    assert len(of_type(resources, "Observation")) > 100
    assert not resources.partly_read


@pytest.mark.slow
@pytest.mark.parametrize("entry", [{}, {"resource": {}}, {"resource": {"resourceType": "Observation", "id": "k"}}])
def test_a_million_tiny_entries_cost_seconds_not_minutes(entry: dict[str, Any]) -> None:
    start = time.process_time()
    _read({"resourceType": "Bundle", "entry": [entry] * 1_000_000})
    assert time.process_time() - start < 30


@pytest.mark.parametrize("same", [True, False])
def test_many_copies_of_one_resource_cost_linear_time(same: bool) -> None:
    copies = [_observation("k", valueInteger=0 if same else number) for number in range(20_000)]
    start = time.process_time()
    _read(_bundle(*copies))
    assert time.process_time() - start < 10


def test_a_deeply_nested_resource_is_compared_without_harm() -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert _ids(_read(_bundle(_observation(note=deep), _observation(note=deep))))


def _documents() -> Iterator[Any]:
    if not SHARED.exists():
        pytest.skip("the shared third-party fixtures are not there (../shared/fixtures-third-party)")
    for path in sorted(SHARED.rglob("*.json")):
        try:
            yield json.loads(path.read_text(encoding="utf-8-sig"))
        except ValueError:
            continue
