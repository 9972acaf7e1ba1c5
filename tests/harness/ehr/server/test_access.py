"""A token opens what was granted with it, and nothing else (C-P04, C-F03, C-F05, C-F06)."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.grant import Grant
from tests.harness.ehr.server.people import PEOPLE
from tests.harness.ehr.server.wire import Wire, wired

LABORATORY = "http://terminology.hl7.org/CodeSystem/observation-category|laboratory"

GRANTS = (
    Grant(token="v1", scope="launch openid patient/*.read", patient="p1"),
    Grant(token="v2", scope="patient/Observation.rs patient/Patient.r", patient="p1"),
    Grant(token="narrowed", scope=f"patient/Observation.rs?category={LABORATORY}", patient="p1"),
    Grant(token="user", scope="user/*.read", patient="p1"),
    Grant(token="writer", scope="patient/ServiceRequest.cud", patient="p1"),
    Grant(token="nothing", scope="openid fhirUser"),
    Grant(token="over", scope="user/*.*", ends=time.time() - 1),
)


@pytest.fixture(scope="module", name="guarded")
def _guarded() -> Iterator[Wire]:
    with wired(Ehr(PEOPLE, grants=GRANTS)) as wire:
        yield wire


def answer(wire: Wire, token: str, path: str) -> httpx.Response:
    return wire.get(path, authorization=f"Bearer {token}")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic djE=", "Bearer over"])
@pytest.mark.parametrize("path", ["Patient/p1", "Condition?patient=p1"])
def test_without_a_good_token_there_is_nothing_but_401(guarded: Wire, header: str, path: str) -> None:
    refused = guarded.get(path, **({"authorization": header} if header else {}))
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert refused.json()["resourceType"] == "OperationOutcome"


ALLOWED = {
    ("v1", "Patient/p1"),
    ("v1", "Condition?patient=p1"),
    ("v1", "Organization/o1"),
    ("v2", "Observation?patient=p1"),
    ("v2", "Patient/p1"),
    ("user", "Condition?patient=p2"),
    ("narrowed", "Observation/k1"),
}
FORBIDDEN = {
    ("v1", "Patient/p2"),
    ("v1", "Condition?patient=p2"),
    ("v1", "Condition?subject=Patient/p1,Patient/p2"),
    ("v1", "Observation/x1"),
    ("v1", "Patient?_id=p2"),
    ("v2", "Condition?patient=p1"),
    ("v2", "Patient?_id=p1"),
    ("narrowed", "Observation/k4"),
    ("writer", "ServiceRequest?patient=p1"),
    ("nothing", "Patient/p1"),
}


@pytest.mark.parametrize(("token", "path"), sorted(ALLOWED | FORBIDDEN))
def test_a_scope_opens_its_types_for_its_patient(guarded: Wire, token: str, path: str) -> None:
    assert answer(guarded, token, path).status_code == (200 if (token, path) in ALLOWED else 403)


def test_a_search_that_names_nobody_finds_the_patient_of_the_token(guarded: Wire) -> None:
    assert guarded.found("Condition", authorization="Bearer v1") == ["c1", "c2"]


def test_a_narrowed_scope_narrows_what_is_found(guarded: Wire) -> None:
    assert guarded.found("Observation?patient=p1", authorization="Bearer narrowed") == ["k1", "k2", "k3"]


def test_what_is_included_is_covered_by_a_scope_too(guarded: Wire) -> None:
    guarded.ehr.admit(Grant(token="orders", scope="patient/MedicationRequest.rs", patient="p1"))
    search = "MedicationRequest?patient=p1&_include=MedicationRequest:medication"
    assert guarded.found(search, authorization="Bearer v1") == ["r1", "m1"]
    assert guarded.found(search, authorization="Bearer orders") == ["r1"]


def test_a_token_is_admitted_and_revoked_while_the_server_runs(guarded: Wire) -> None:
    guarded.ehr.admit(Grant(token="brief", scope="patient/*.read", patient="p2"))
    before = answer(guarded, "brief", "Patient/p2").status_code
    guarded.ehr.revoke("brief")
    assert (before, answer(guarded, "brief", "Patient/p2").status_code) == (200, 401)


def test_what_a_next_link_leads_to_needs_the_token_too(guarded: Wire) -> None:
    page = answer(guarded, "v1", "Observation?patient=p1&_count=1").json()
    (link,) = [link["url"] for link in page["link"] if link["relation"] == "next"]
    assert guarded.get(link).status_code == 401
    assert answer(guarded, "v1", link).status_code == 200


def test_only_who_may_write_writes(guarded: Wire) -> None:
    draft = {"resourceType": "ServiceRequest", "status": "draft", "subject": {"reference": "Patient/p1"}}
    other = {**draft, "subject": {"reference": "Patient/p2"}}

    def status(token: str, body: object) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return guarded.http.post("ServiceRequest", json=body, headers=headers).status_code

    assert [status("v1", draft), status("writer", other), status("writer", draft)] == [403, 403, 201]
