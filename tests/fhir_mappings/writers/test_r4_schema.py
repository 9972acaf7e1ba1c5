"""What we send is valid by HL7's schema of FHIR R4, not only by the R4B models with which it is built."""

from __future__ import annotations

from typing import Any

import pytest

from fhir_mappings.integration.gaps import gaps
from fhir_mappings.terminology import Kind, load_terminology, published, suggested_order
from fhir_mappings.writers.service_request import service_request
from fhir_mappings.writers.site_map_draft import site_map_draft
from fhir_mappings.writers.terminology_service import capability_statement, searchset
from tests.fhir_mappings.writers.r4_schema import breaches

KINDS: tuple[Kind, ...] = ("CodeSystem", "ValueSet", "ConceptMap")
ORDERS = sorted(load_terminology().code_systems["net-order"].displays)
BASE = "https://cds.example.org/fhir"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("encounter", [None, "e1"])
def test_every_order_we_can_suggest_is_valid(order: str, encounter: str | None) -> None:
    suggested = suggested_order(load_terminology(), order)
    assert breaches(service_request(suggested, patient_id="p", encounter_id=encounter)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_everything_we_publish_is_valid(kind: Kind) -> None:
    assert {identifier: found for identifier, each in published(kind).items() if (found := breaches(each))} == {}


def test_what_the_terminology_server_says_of_itself_is_valid() -> None:
    assert breaches(capability_statement(BASE, KINDS, "2026-11-24")) == []
    found = [*published("ConceptMap").values()][:2]
    assert breaches(searchset(BASE, found, f"{BASE}/ConceptMap")) == []
    assert breaches(searchset(BASE, [], f"{BASE}/ConceptMap")) == []


def test_the_draft_of_a_site_map_is_valid() -> None:
    record = {"resourceType": "Procedure", "code": {"coding": [{"system": "urn:local", "code": "X1", "display": "x"}]}}
    assert breaches(site_map_draft(gaps([record], load_terminology()).found)) == []


@pytest.mark.parametrize(
    ("change", "breach"),
    [
        ({"status": 5}, "ServiceRequest.status: type"),
        ({"intent": " "}, "ServiceRequest.intent: pattern"),
        ({"subject": {"reference": ["Patient/p"]}}, "ServiceRequest.subject.reference: type"),
        ({"orders": 1}, "ServiceRequest.orders: unknown"),
        ({"note": [{}, {"time": "soon", "text": "x"}]}, "ServiceRequest.note[1].time: pattern"),
        ({"text": {"status": "invented", "div": "<div/>"}}, "ServiceRequest.text.status: value"),
        ({"doNotPerform": "no"}, "ServiceRequest.doNotPerform: type"),
    ],
)
def test_the_schema_notices_what_is_wrong(change: dict[str, Any], breach: str) -> None:
    suggested = suggested_order(load_terminology(), ORDERS[0])
    body = service_request(suggested, patient_id="p", encounter_id=None)
    assert breaches({**body, **change}) == [breach]


def test_the_schema_notices_what_is_missing() -> None:
    assert breaches({"resourceType": "ServiceRequest", "status": "draft"}) == ["ServiceRequest.subject: missing"]
