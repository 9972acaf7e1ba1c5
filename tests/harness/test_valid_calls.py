"""The valid calls of a service: the user's own as they are, examples as far as they fit, else a neutral one."""

from __future__ import annotations

from typing import Any

from cds_service.harness.valid_call import NEUTRAL, ValidCall, calls_for

SERVICE: dict[str, Any] = {"hook": "patient-view", "id": "x", "prefetch": {"patient": "Patient/{{context.patientId}}"}}
BODY: dict[str, Any] = {
    "hook": "patient-view",
    "context": {"userId": "Practitioner/a", "patientId": "b"},
    "prefetch": {"patient": {"resourceType": "Patient", "id": "b"}, "more": None},
    "extension": {"com.example": {"a": 1}},
}


def test_a_call_of_the_user_is_sent_as_it_is() -> None:
    assert [call.body for call in calls_for(SERVICE, [ValidCall(name="own", body=BODY)])] == [BODY]


def test_an_example_holds_nothing_that_the_service_did_not_ask_for() -> None:
    (call,) = calls_for(SERVICE, [ValidCall(name="example", body=BODY, is_example=True)])
    assert set(call.body) == {"hook", "context", "prefetch"}
    assert set(call.body["prefetch"]) == {"patient"}


def test_an_example_that_lacks_a_key_is_not_used() -> None:
    service = {**SERVICE, "prefetch": {**SERVICE["prefetch"], "labs": "Observation?patient={{context.patientId}}"}}
    (call,) = calls_for(service, [ValidCall(name="example", body=BODY, is_example=True)])
    assert call.name == NEUTRAL
    assert call.body["prefetch"]["patient"]["id"] == call.body["context"]["patientId"]
    assert call.body["prefetch"]["labs"]["total"] == 0


def test_a_call_of_another_hook_is_not_used() -> None:
    (call,) = calls_for({**SERVICE, "hook": "order-sign"}, [ValidCall(name="own", body=BODY)])
    assert call.name == NEUTRAL
    assert call.body["context"]["draftOrders"]["resourceType"] == "Bundle"
