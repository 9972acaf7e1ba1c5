"""Answers that cannot be used leave a list open or end in 412, and lead nowhere else."""

from __future__ import annotations

import pytest
from fastapi import Response

from fhir_mappings.resources import LISTS
from tests.ehr.conftest import Clinic, records
from tests.ehr.mock import Ehr, Fault, outcome, says, searchset, status


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (status(400), "refused the search"),
        (status(401), "(401)"),
        (status(403), "(403)"),
        (status(404), "(404)"),
        (status(410), "(410)"),
        (status(429), "(429)"),
        (status(500), "(5xx)"),
        (status(504), "(5xx)"),
        (status(204), "refused the search"),
        (status(206), "refused the search"),
        (says(outcome()), "OperationOutcome"),
        (says(searchset(outcome())), "OperationOutcome"),
        (says(searchset(*records()["Procedure"], outcome())), "OperationOutcome"),
        (says({"resourceType": "Procedure"}), "not the resource that was asked for"),
        (says({"resourceType": "Patient", "id": "demo-04"}), "not the resource that was asked for"),
        (says([]), "not the resource that was asked for"),
        (says(None), "not the resource that was asked for"),
        (says({}), "not the resource that was asked for"),
        (says(searchset(), "text/html"), "not FHIR JSON"),
        (says(searchset(), "application/fhir+xml"), "not FHIR JSON"),
        (says(searchset(), "application/json-patch+json"), "not FHIR JSON"),
        (lambda _: Response(b"{}", 200), "not FHIR JSON"),
        (says(b'{"resourceType": "Bundle", "entry": ['), "cut off"),
        (says(b""), "cut off"),
        (says(b'{"resourceType": "Bundle", "total": NaN}'), "not JSON"),
        (says(b"[" * 5000), "not JSON"),
        (says(b"\xff\xfe{}"), "not JSON"),
        (says(searchset(), "application/fhir+json; fhirVersion=3.0"), "another version"),
        (says(searchset(), 'application/fhir+json;fhirVersion="5.0"'), "another version"),
        (
            says(searchset({"resourceType": "Procedure", "id": "1", "subject": {"reference": "Patient/x"}})),
            "another patient",
        ),
        (says(searchset({"resourceType": "Procedure", "id": "1", "notDone": False, "subject": {}})), "another version"),
    ],
)
def test_an_answer_that_cannot_be_used_is_said_in_our_own_words(clinic: Clinic, fault: Fault, said: str) -> None:
    clinic.ehr.faults["Procedure"] = fault
    assert said in clinic.why()


def test_a_page_on_another_server_is_neither_read_nor_given_the_token(clinic: Clinic, other: Ehr) -> None:
    clinic.ehr.faults["Procedure"] = says(searchset(following=f"{other.base}/Procedure?page=2"))
    assert "not followed" in clinic.why()
    assert other.asked == []


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(clinic: Clinic, other: Ehr, code: int) -> None:
    clinic.ehr.faults["Procedure"] = status(code, location=f"{other.base}/Procedure")
    assert "redirect" in clinic.why()
    assert other.asked == []


def test_another_patient_in_place_of_ours_is_412_and_is_not_shown(clinic: Clinic) -> None:
    clinic.ehr.faults["Patient"] = says({"resourceType": "Patient", "id": "Zaphod"})
    answer = clinic.call("patient", **clinic.lends())
    assert answer.status_code == 412
    assert "Zaphod" not in answer.text


@pytest.mark.parametrize("key", ["conditions", "observations"])
def test_one_resource_of_another_patient_makes_a_required_list_unusable(clinic: Clinic, key: str) -> None:
    kind = LISTS[key]
    clinic.ehr.records[kind].append({**records()[kind][0], "id": "f", "subject": {"reference": "Patient/another"}})
    answer = clinic.call(key, **clinic.lends())
    assert answer.status_code == 412
    assert "another patient" in answer.text


def test_a_server_of_an_earlier_version_is_412(clinic: Clinic) -> None:
    clinic.ehr.records["Condition"] = [
        {**one, "clinicalStatus": "active", "verificationStatus": "confirmed"} for one in records()["Condition"]
    ]
    answer = clinic.call("conditions", **clinic.lends())
    assert answer.status_code == 412
    assert "another version" in answer.text
