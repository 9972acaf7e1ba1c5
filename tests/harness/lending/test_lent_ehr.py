"""What a call lends to a service opens the EHR for this call, and for nothing after it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from cds_service.harness.lending.holding import resources_of
from cds_service.harness.lending.lent_ehr import LentEhr
from cds_service.harness.lending.loan import loan

SERVICE: dict[str, Any] = {
    "hook": "patient-view",
    "id": "x",
    "prefetch": {"patient": "Patient/{{context.patientId}}", "found": "Condition?patient={{context.patientId}}"},
}
PATIENT = {"resourceType": "Patient", "id": "p1"}
CONDITIONS = [{"resourceType": "Condition", "id": f"c{n}", "subject": {"reference": "Patient/p1"}} for n in range(3)]
CALL: dict[str, Any] = {
    "hook": "patient-view",
    "context": {"userId": "Practitioner/u", "patientId": "p1"},
    "prefetch": {
        "patient": PATIENT,
        "found": {"resourceType": "Bundle", "entry": [{"resource": one} for one in CONDITIONS]},
    },
}


def read(call: dict[str, Any], query: str) -> httpx.Response:
    """What the EHR answers to the service."""
    headers = {"Authorization": f"Bearer {call['fhirAuthorization']['access_token']}"}
    return httpx.get(f"{call['fhirServer']}/{query}", headers=headers)


def test_prefetch_is_filled_from_what_the_call_held(lent: LentEhr) -> None:
    with lent.lend(loan({}), SERVICE, CALL) as call:
        assert call["prefetch"]["patient"] == PATIENT
        assert [one["resource"] for one in call["prefetch"]["found"]["entry"]] == CONDITIONS


def test_the_first_pages_alone_lead_to_the_others(lent: LentEhr) -> None:
    pages = loan({"fault": "server-small-pages", "settings": {"page_size": 1}, "first_pages": True})
    with lent.lend(pages, SERVICE, CALL) as call:
        (entry,) = call["prefetch"]["found"]["entry"]
        following = next(link["url"] for link in call["prefetch"]["found"]["link"] if link["relation"] == "next")
        second = read(call, following.removeprefix(f"{call['fhirServer']}/")).json()
    assert entry["resource"] == CONDITIONS[0]
    assert second["entry"][0]["resource"] == CONDITIONS[1]


def test_what_the_service_asks_is_seen_without_values(lent: LentEhr) -> None:
    with lent.lend(loan({}), SERVICE, CALL) as call:
        read(call, "Condition?patient=p1&_count=2")
        httpx.get(f"{lent.elsewhere}/Patient/p1")
    assert [visit.shown for visit in lent.visits] == [
        "GET Condition?patient&_count with a token",
        "GET Patient/… at another origin",
    ]


def test_a_token_ends_with_its_call(lent: LentEhr) -> None:
    with lent.lend(loan({}), SERVICE, CALL) as call:
        assert read(call, "Patient/p1").status_code == 200
    assert read(call, "Patient/p1").status_code == 401


def test_a_fault_ends_with_its_call(lent: LentEhr) -> None:
    with (
        lent.lend(loan({"fault": "server-refuses-connections"}), SERVICE, CALL) as call,
        pytest.raises(httpx.ConnectError),
    ):
        read(call, "Patient/p1")
    with lent.lend(loan({}), SERVICE, CALL) as call:
        assert read(call, "Patient/p1").status_code == 200


def test_a_narrow_scope_opens_no_more_than_it_says(lent: LentEhr) -> None:
    with lent.lend(loan({"scope": "patient/Patient.rs"}), SERVICE, CALL) as call:
        assert read(call, "Patient/p1").status_code == 200
        assert read(call, "Condition?patient=p1").status_code == 403


def test_drafts_are_in_the_memory_of_the_ehr_only() -> None:
    draft = {"resourceType": "ServiceRequest", "id": "o1"}
    call = {**CALL, "context": {**CALL["context"], "draftOrders": {"entry": [{"resource": draft}]}}}
    assert resources_of(call) == (PATIENT, *CONDITIONS)


@pytest.mark.parametrize("prefetch", [None, 7, "x", [], [[]], {"a": {"resourceType": []}}, {"a": {"id": 7}}])
def test_what_holds_no_resources_gives_none(prefetch: Any) -> None:
    assert resources_of({"prefetch": prefetch}) == ()
