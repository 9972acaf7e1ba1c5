"""A call is what CDS Hooks 2.0.1 asks of a client (C-R01 to C-R10, C-F01 to C-F05, C-D01, C-D03)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import pytest

from cds_service.harness.ehr.client.asking.occasion import NotEnough, Occasion
from cds_service.harness.ehr.client.client import discovered, request_for
from cds_service.harness.ehr.whole import MockEhr
from tests.harness.ehr.client.listening import Listener

DRAFTS = (
    {"resourceType": "ServiceRequest", "id": "o1", "status": "draft"},
    {"resourceType": "MedicationRequest", "id": "o2", "status": "draft"},
)


def sent(ehr: MockEhr, listener: Listener, hook: str = "patient-view", **occasion: Any) -> dict[str, Any]:
    """The body of a call about p1."""
    ehr.call(listener.address, hook, **{"patient": "p1", **occasion})
    body: dict[str, Any] = listener.last.body
    return body


@pytest.mark.parametrize("end", ["", "/", "/cds-services", "/cds-services/"])
def test_discovery_is_found_from_the_base_address_or_its_own(ehr: MockEhr, listener: Listener, end: str) -> None:
    found = discovered(ehr.client, listener.address + end)
    assert (listener.last.method, listener.last.path) == ("GET", "/cds-services")
    assert [one.id for one in found.services] == [
        "my patient-view",
        "my order-select",
        "my order-sign",
        "my medication-refill",
    ]


def test_the_call_goes_to_the_id_below_discovery(ehr: MockEhr, listener: Listener) -> None:
    sent(ehr, listener)
    assert (listener.last.method, listener.last.path) == ("POST", "/cds-services/my%20patient-view")
    assert listener.last.headers["content-type"] == "application/json"


def test_a_service_can_be_named_by_its_own_address(ehr: MockEhr, listener: Listener) -> None:
    address = f"{listener.address}/cds-services/my order-sign"
    assert ehr.call(address, "order-sign", patient="p1", drafts=DRAFTS).service.id == "my order-sign"
    with pytest.raises(LookupError, match=r"my order-sign \(order-sign\)"):
        ehr.call(address, "patient-view", patient="p1")


def test_patient_view_tells_user_and_patient_and_nothing_empty(ehr: MockEhr, listener: Listener) -> None:
    body = sent(ehr, listener)
    assert body["context"] == {"userId": "Practitioner/mock-practitioner", "patientId": "p1"}
    assert body["hook"] == "patient-view"
    assert body["fhirServer"] == ehr.fhir_server


def test_order_hooks_tell_the_drafts_in_a_collection(ehr: MockEhr, listener: Listener) -> None:
    context = sent(ehr, listener, "order-select", drafts=DRAFTS)["context"]
    assert context["selections"] == ["ServiceRequest/o1", "MedicationRequest/o2"]
    assert context["draftOrders"]["type"] == "collection"
    assert [entry["resource"] for entry in context["draftOrders"]["entry"]] == list(DRAFTS)
    assert "selections" not in sent(ehr, listener, "order-sign", drafts=DRAFTS)["context"]
    chosen = sent(ehr, listener, "order-select", drafts=DRAFTS, selections=("MedicationRequest/o2",))
    assert chosen["context"]["selections"] == ["MedicationRequest/o2"]


def test_a_hook_that_requires_more_is_not_called_without_it(ehr: MockEhr, listener: Listener) -> None:
    with pytest.raises(NotEnough, match="medications"):
        sent(ehr, listener, "medication-refill")
    with pytest.raises(NotEnough, match="selections, draftOrders"):
        sent(ehr, listener, "order-select")
    medications = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": DRAFTS[1]}]}
    assert sent(ehr, listener, "medication-refill", others={"medications": medications})["context"]["medications"]


def test_each_call_has_a_hook_instance_of_its_own(ehr: MockEhr, listener: Listener) -> None:
    instances = {sent(ehr, listener)["hookInstance"] for _ in range(20)}
    assert len(instances) == 20
    assert {UUID(one).version for one in instances} == {4}


def test_the_access_token_opens_the_patient_and_nobody_else_until_the_answer(ehr: MockEhr, listener: Listener) -> None:
    authorization = sent(ehr, listener)["fhirAuthorization"]
    assert authorization.keys() == {"access_token", "token_type", "expires_in", "scope", "subject", "patient"}
    assert (authorization["token_type"], authorization["expires_in"], authorization["patient"]) == ("Bearer", 300, "p1")
    assert ehr.ehr.grant_of(authorization["access_token"]) is None


def test_the_token_works_while_the_service_has_the_call(ehr: MockEhr, listener: Listener) -> None:
    service = ehr.service(listener.address, "patient-view")
    with request_for(ehr.client, service, Occasion(patient="p1")) as request:
        token = request["fhirAuthorization"]["access_token"]
        own, other = (
            httpx.get(f"{ehr.fhir_server}/Condition?patient={who}", headers={"Authorization": f"Bearer {token}"})
            for who in ("p1", "p2")
        )
    assert (own.status_code, other.status_code) == (200, 403)


def test_an_open_ehr_hands_out_no_token(ehr: MockEhr, listener: Listener) -> None:
    ehr.ehr.is_open = True
    try:
        body = sent(ehr, listener)
    finally:
        ehr.ehr.is_open = False
    assert "fhirAuthorization" not in body
    assert body["fhirServer"] == ehr.fhir_server
