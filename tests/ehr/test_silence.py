"""Nothing of the patient and nothing of the token is logged or answered, and no call sees another's."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from fastapi import Request, Response

from fhir_mappings.resources import LISTS
from tests.ehr.conftest import TOKEN, Clinic, clinic_open, records, request_without
from tests.ehr.mock import Fault, fhir, outcome, says, searchset, status

FAULTS: tuple[Fault | None, ...] = (
    None,
    status(401),
    status(500, retry_after="0"),
    says(outcome()),
    says(b'{"resourceType": "Bundle", "entry": [{"resource": {"id": "Zaphod"'),
    says(searchset(following="https://evil.example.org/Zaphod")),
)


def test_a_full_run_logs_nothing_of_patient_or_token(clinic: Clinic, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = ""
    for fault in FAULTS:
        clinic.ehr.faults = {"Condition": fault, "Procedure": fault} if fault else {}
        clinic.ehr.page_size = 2
        for door in ("cds-services", "explain"):
            said += clinic.call(*LISTS, door=door, **clinic.lends()).text
    assert len(clinic.ehr.asked) > len(FAULTS) * 10
    logged = " ".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records)
    for marker in (TOKEN, "demo-04", "Zaphod", records()["Observation"][0]["id"], str(records()["Patient"][0]["name"])):
        assert marker not in logged
    assert TOKEN not in said
    assert "Zaphod" not in said


def test_an_error_of_ours_while_reading_shows_and_logs_neither(
    clinic: Clinic, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(TOKEN)

    monkeypatch.setattr("cds_service.ehr.listing.objection", broken)
    caplog.set_level(logging.DEBUG)
    answer = clinic.call("conditions", **clinic.lends())
    assert answer.status_code == 500
    assert TOKEN not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text


def test_fifty_calls_at_once_never_mix_their_patients_or_tokens() -> None:
    pairs: list[tuple[str, str]] = []

    def for_whoever_asks(request: Request) -> Response:
        patient = request.query_params.get("patient") or request.url.path.rpartition("/")[2]
        pairs.append((patient, request.headers["authorization"].removeprefix("Bearer token-of-")))
        kind = request.url.path.removeprefix("/fhir/").partition("/")[0]
        found = json.loads(json.dumps(records()[kind]).replace("demo-04", patient))
        return fhir(found[0] if kind == "Patient" else searchset(*found))

    def call(clinic: Clinic, patient: str) -> str:
        body = request_without("patient", "conditions", "observations") | clinic.lends(
            access_token=f"token-of-{patient}"
        )
        body["context"] = body["context"] | {"patientId": patient}
        answer = httpx.post(f"{clinic.url}/cds-services/net-patient-view", json=body, timeout=60)
        return answer.raise_for_status().text

    patients = [f"invented-{number:02}" for number in range(50)]
    with clinic_open(NET_CDS_TIME_BUDGET_MS="30000") as clinic, ThreadPoolExecutor(max_workers=50) as pool:
        clinic.ehr.faults = dict.fromkeys(LISTS.values(), for_whoever_asks)
        answers = dict(zip(patients, pool.map(call, [clinic] * 50, patients), strict=True))
    assert all(patient == token for patient, token in pairs)
    for patient, text in answers.items():
        assert not any(other in text for other in patients if other != patient)
