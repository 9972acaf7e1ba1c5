"""Lists that prefetch lacks are read from the EHR's server as they are: by page, at once, under every hook."""

from __future__ import annotations

import json

import httpx
import pytest

from fhir_mappings.resources import LISTS
from tests.ehr.conftest import Clinic, records
from tests.ehr.mock import outcome, says, searchset, slow, status


def test_a_list_is_read_page_after_page(clinic: Clinic) -> None:
    clinic.ehr.page_size = 2
    assert clinic.call(*LISTS, **clinic.lends()).json() == clinic.call().json()
    assert len([line for line in clinic.ehr.asked if line.startswith("Observation")]) == 8


def test_every_list_is_asked_for_once_and_at_the_same_time(clinic: Clinic) -> None:
    keys = ("procedures", "medicationRequests", "allergies")
    clinic.ehr.faults = {LISTS[key]: slow(0.5) for key in keys}  # one after another they would outlast the budget
    lists = clinic.call(*keys, door="explain", **clinic.lends()).json()["lists"]
    assert all(lists[key]["whole"] for key in keys)
    assert clinic.ehr.types() == ["AllergyIntolerance", "MedicationRequest", "Procedure"]


@pytest.mark.parametrize("service", ["patient-view", "order-select", "order-sign"])
def test_every_service_reads_what_it_lacks(clinic: Clinic, service: str) -> None:
    drafts = {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "ServiceRequest", "id": "1"}}]}
    context = {"userId": "Practitioner/1", "patientId": "demo-04", "draftOrders": drafts}
    body = {"hook": service, "hookInstance": "i", "context": context | {"selections": ["ServiceRequest/1"]}}
    answer = httpx.post(f"{clinic.url}/cds-services/net-{service}", json=body | clinic.lends())
    assert answer.status_code == 200
    assert "Condition" in clinic.ehr.types()


def test_a_base_with_a_slash_at_the_end_is_the_same_base(clinic: Clinic) -> None:
    answer = clinic.call("conditions", **clinic.lends() | {"fhirServer": f"{clinic.ehr.base}/"})
    assert answer.status_code == 200
    assert clinic.ehr.asked == ["Condition?patient=demo-04&_count=200"]


def test_an_open_server_is_read_without_a_token(clinic: Clinic) -> None:
    clinic.ehr.token = None
    assert clinic.call("conditions", fhirServer=clinic.ehr.base).status_code == 200
    assert "authorization" not in clinic.ehr.headers[0]


def test_the_same_call_gives_the_same_bytes_whether_lists_are_sent_or_read(clinic: Clinic) -> None:
    answers = {clinic.call(*absent, **clinic.lends()).text for absent in ((), tuple(LISTS), tuple(LISTS))}
    assert len(answers) == 1


def test_a_further_page_that_fails_leaves_the_list_incomplete_and_keeps_what_came(clinic: Clinic) -> None:
    clinic.ehr.page_size = 1
    clinic.ehr.faults["page"] = status(500)
    assert "5xx" in clinic.why("medicationAdministrations")
    answer = clinic.call("medicationAdministrations", door="explain", **clinic.lends()).json()
    assert answer["lists"]["medicationAdministrations"]["from"] == "server"
    first = records()["MedicationAdministration"][0]["id"]
    assert f"MedicationAdministration/{first}" in json.dumps(answer["facts"])


def test_a_required_list_without_its_last_page_is_412(clinic: Clinic) -> None:
    clinic.ehr.page_size = 12
    clinic.ehr.faults["page"] = status(500)
    assert clinic.call("observations", **clinic.lends()).status_code == 412


@pytest.mark.parametrize(
    "media_type",
    [
        "application/fhir+json;charset=UTF-8",
        "application/json",
        "application/json+fhir",
        "Application/FHIR+JSON; fhirVersion=4.0",
    ],
)
def test_fhir_json_is_taken_under_every_name_that_servers_give_it(clinic: Clinic, media_type: str) -> None:
    clinic.ehr.faults["Procedure"] = says(searchset(*records()["Procedure"]), media_type)
    assert clinic.call("procedures", **clinic.lends()).json() == clinic.call().json()


def test_a_warning_of_the_server_is_no_error(clinic: Clinic) -> None:
    clinic.ehr.faults["Procedure"] = says(searchset(*records()["Procedure"], outcome("warning")))
    assert clinic.call("procedures", door="explain", **clinic.lends()).json()["lists"]["procedures"]["whole"]


def test_what_is_asked_is_fhir_json_under_our_own_name(clinic: Clinic) -> None:
    clinic.call("conditions", **clinic.lends())
    assert clinic.ehr.headers[0]["accept"] == "application/fhir+json"
    assert clinic.ehr.headers[0]["user-agent"] == "net-cds"


def test_one_note_tells_which_lists_a_server_refused_and_why(clinic: Clinic) -> None:
    answer = clinic.call("procedures", "allergies", door="explain", **clinic.lends(access_token="another"))
    notes = [note["text"] for note in answer.json()["notes"] if "not read" in note["text"]]
    assert notes == [
        (
            "procedures, allergies: not read from the EHR's FHIR server, "
            "because the server did not accept the access token (401)"
        )
    ]
