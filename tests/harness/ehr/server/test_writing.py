"""Orders are created, changed and withdrawn, so that the actions of a card can be applied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cds_service.harness.ehr.ehr import Ehr
from tests.harness.ehr.server.people import PEOPLE, concept
from tests.harness.ehr.server.wire import Wire, wired

DRAFT = {
    "resourceType": "ServiceRequest",
    "status": "draft",
    "intent": "order",
    "code": concept("http://loinc.org", "4548-4"),
    "subject": {"reference": "Patient/p1"},
}


@pytest.fixture(name="wire")
def _wire() -> Iterator[Wire]:
    with wired(Ehr(PEOPLE)) as wire:
        yield wire


def test_a_draft_is_created_under_a_new_id_and_found(wire: Wire) -> None:
    answer = wire.http.post("ServiceRequest", json={**DRAFT, "id": "mine"})
    stored = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{wire.http.base_url}ServiceRequest/{stored['id']}"
    assert stored["id"] != "mine"
    assert stored["meta"]["versionId"] == "1"
    assert wire.found("ServiceRequest?patient=p1&status=draft") == [stored["id"]]


def test_a_draft_is_changed_and_its_version_counted(wire: Wire) -> None:
    stored = wire.http.post("ServiceRequest", json=DRAFT).json()
    answer = wire.http.put(f"ServiceRequest/{stored['id']}", json={**stored, "priority": "urgent"})
    assert (answer.status_code, answer.json()["priority"], answer.json()["meta"]["versionId"]) == (200, "urgent", "2")


def test_a_draft_is_withdrawn(wire: Wire) -> None:
    stored = wire.http.post("ServiceRequest", json=DRAFT).json()
    statuses = [wire.http.delete(f"ServiceRequest/{stored['id']}").status_code for _ in range(2)]
    assert (statuses, wire.found("ServiceRequest")) == ([204, 404], [])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("ServiceRequest", b"{"),
        ("ServiceRequest", b"[]"),
        ("ServiceRequest", b'{"resourceType": "Condition"}'),
        ("ServiceRequest/a", b'{"resourceType": "ServiceRequest", "id": "b"}'),
        ("ServiceRequest/a_b", b'{"resourceType": "ServiceRequest", "id": "a_b"}'),
    ],
)
def test_what_cannot_be_stored_is_refused(wire: Wire, path: str, body: bytes) -> None:
    method = "PUT" if "/" in path else "POST"
    answer = wire.http.request(method, path, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["resourceType"]) == (400, "OperationOutcome")


def test_everything_can_be_replaced_at_once(wire: Wire) -> None:
    before = wire.ehr.resources
    wire.ehr.hold(PEOPLE[:1])
    assert (wire.ehr.patients, len(before)) == (("p1",), len(PEOPLE))
