"""What real clients vary in a request: the token they lend, ids, empty members, the hooks for orders."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from cds_service.hooks.request import BadRequest, HookRequest, parse
from cds_service.hooks.service import Service

SERVICE = Service(
    id="s", hook="patient-view", title="t", description="d", usage_requirements="u", required=(), prefetch={}
)
ORDER_SELECT = replace(SERVICE, hook="order-select")
MARKER = "Zaphod-7d1f"
TOKEN = {
    "access_token": MARKER,
    "token_type": "Bearer",
    "expires_in": 300,
    "scope": "patient/Observation.rs?code=x nonsense",
    "subject": "net-cds",
    "patient": "p1",
}


def request(service: Service = SERVICE, **changes: Any) -> HookRequest:
    whole = {
        "hook": service.hook,
        "hookInstance": "i",
        "context": {"userId": "Practitioner/1", "patientId": "p1"},
        **changes,
    }
    return parse(json.dumps(whole).encode(), service)


def problems(service: Service = SERVICE, **changes: Any) -> list[str]:
    with pytest.raises(BadRequest) as refusal:
        request(service, **changes)
    assert MARKER not in str(refusal.value)
    return [problem.path for problem in refusal.value.problems]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"token_type": "bearer"},
        {"expires_in": 299.5},
        {"patient": "Patient/p1"},
        {"patient": None},
        {"subject": None, "extension": {"org.example": [1]}},
    ],
)
def test_a_token_as_clients_write_it_is_taken(changes: dict[str, Any]) -> None:
    assert request(fhirAuthorization=TOKEN | changes).fhir_authorization


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"access_token": 7}, "access_token"),
        ({"token_type": MARKER}, "token_type"),
        ({"expires_in": "300"}, "expires_in"),
        ({"expires_in": True}, "expires_in"),
        ({"scope": [MARKER]}, "scope"),
        ({"subject": {}}, "subject"),
        ({"patient": MARKER}, "patient"),
        ({"patient": ["p1"]}, "patient"),
    ],
)
def test_a_token_that_cannot_be_meant_for_this_call_is_named(changes: dict[str, Any], path: str) -> None:
    assert problems(fhirAuthorization=TOKEN | changes) == [f"fhirAuthorization.{path}"]


def test_a_token_is_judged_even_where_the_context_is_missing() -> None:
    assert problems(context=None, fhirAuthorization=TOKEN | {"scope": 1}) == ["context", "fhirAuthorization.scope"]


@pytest.mark.parametrize("prefetch", [{}, None])
def test_prefetch_that_is_null_is_as_prefetch_that_is_absent(prefetch: Any) -> None:
    assert request(prefetch=prefetch) == request()


@pytest.mark.parametrize("server", [None, ""])
def test_a_server_that_is_null_or_empty_is_none(server: Any) -> None:
    assert request(fhirServer=server).fhir_server is None


@pytest.mark.parametrize("instance", ["0F3A2B6E-1C2D-1E5F-8A9B-0C1D2E3F4A5B", "call 1 / 2", "é😀"])
def test_any_text_is_a_hook_instance_from_which_card_ids_can_be_made(instance: str) -> None:
    assert uuid5(NAMESPACE_URL, request(hookInstance=instance).hook_instance)


@pytest.mark.parametrize("instance", ["\ud800", "a\udfffb", "x" * 2001])
def test_a_hook_instance_of_which_no_id_can_be_made_is_refused(instance: str) -> None:
    assert problems(hookInstance=instance) == ["hookInstance"]


def test_a_problem_is_told_once() -> None:
    assert problems(hook=" ") == ["hook"]


@pytest.mark.parametrize("patient", ["Patient/", "Patient/Patient/p1", "Practitioner/p1", "p 1", "p" * 65, "p1\n", "ü"])
def test_what_no_patient_id_can_be_is_refused(patient: str) -> None:
    assert problems(context={"userId": "Practitioner/1", "patientId": patient}) == ["context.patientId"]


def test_an_encounter_with_its_type_is_read_as_the_bare_id() -> None:
    context = {"userId": "Practitioner/1", "patientId": "p1", "encounterId": "Encounter/e1"}
    assert request(context=context).encounter_id == "e1"


def test_selecting_an_order_needs_the_drafts_and_the_selection() -> None:
    assert problems(ORDER_SELECT) == ["context.selections", "context.draftOrders"]


def test_draft_orders_as_the_public_sandbox_writes_them_are_taken() -> None:
    drafts = {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "ServiceRequest", "reasonCode": []}}]}
    context = {
        "userId": "Practitioner/1",
        "patientId": "p1",
        "selections": ["ServiceRequest/1"],
        "draftOrders": drafts,
    }
    assert request(ORDER_SELECT, context=context).context["draftOrders"] == drafts


def test_an_unclosed_string_of_escaped_quotes_costs_no_more_than_its_length() -> None:
    started = time.process_time()
    with pytest.raises(BadRequest):
        parse(b'"' + b'\\"' * 8_000, SERVICE)
    assert time.process_time() - started < 0.2
