"""The discovery document: what a client configures itself from."""

from __future__ import annotations

import json

from cds_service.hooks.discovery import discovery
from cds_service.hooks.service import Service

PREFETCH = {"patient": "Patient/{{context.patientId}}", "conditions": "Condition?patient={{context.patientId}}"}
FULL = Service(
    id="full",
    hook="patient-view",
    title="Title",
    description="Description",
    usage_requirements="Needs R4",
    required=("patient",),
    prefetch=PREFETCH,
)
GUIDELINE = {"id": "a-guideline", "version": "1", "hash": "abc"}
BARE = Service(id="bare", hook="order-sign", title="", description="d", usage_requirements="", required=(), prefetch={})


def test_a_service_is_described_with_the_members_of_the_specification() -> None:
    assert discovery([FULL], GUIDELINE) == {
        "services": [
            {
                "hook": "patient-view",
                "title": "Title",
                "description": "Description",
                "id": "full",
                "prefetch": PREFETCH,
                "usageRequirements": "Needs R4",
                "extension": {"org.net-cds.knowledge": GUIDELINE},
            }
        ]
    }


def test_what_a_service_does_not_have_is_left_out_and_never_empty() -> None:
    assert discovery([BARE], {}) == {"services": [{"hook": "order-sign", "description": "d", "id": "bare"}]}


def test_without_services_the_list_is_empty_and_there() -> None:
    assert discovery([], GUIDELINE) == {"services": []}


def test_prefetch_keys_keep_the_order_in_which_clients_should_see_them() -> None:
    assert list(discovery([FULL], GUIDELINE)["services"][0]["prefetch"]) == ["patient", "conditions"]


def test_discovery_is_the_same_document_every_time() -> None:
    assert json.dumps(discovery([FULL, BARE], GUIDELINE)) == json.dumps(discovery([FULL, BARE], GUIDELINE))
