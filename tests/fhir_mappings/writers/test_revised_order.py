"""A draft whose order is replaced keeps everything else, or is not offered."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fhir.resources.R4B.servicerequest import ServiceRequest

from cds_service.hooks.strict_json import strict_json
from fhir_mappings.terminology import NET_ORDER, SuggestedOrder, load_terminology, suggested_order
from fhir_mappings.terminology.coding import Coding
from fhir_mappings.writers.revised_order import revised_order
from tests.fhir_mappings.orders.sending import kinds
from tests.fhir_mappings.writers.r4_schema import breaches

TACE = suggested_order(load_terminology(), "tace")
UNTOUCHED: dict[str, Any] = {
    "resourceType": "ServiceRequest",
    "id": "d1",
    "meta": {"versionId": "7", "lastUpdated": "2026-11-23T08:00:00+01:00", "profile": ["http://example.org/p"]},
    "contained": [{"resourceType": "Organization", "id": "o", "name": "A hospital"}],
    "extension": [{"url": "http://example.org/x", "valueDecimal": 1.5}],
    "identifier": [{"system": "urn:placer", "value": "1"}],
    "status": "draft",
    "intent": "order",
    "_priority": {"extension": [{"url": "http://example.org/z", "valueString": "soon"}]},
    "subject": {"reference": "Patient/p1", "display": "Somebody"},
    "encounter": {"reference": "Encounter/e1"},
    "performer": [{"reference": "#o"}],
    "reasonCode": [{"text": "liver metastases"}],
    "bodySite": [{"coding": [{"system": "http://snomed.info/sct", "code": "10200004"}]}],
    "note": [{"text": "by the morning list"}],
}
OF_THE_OLD: dict[str, Any] = {
    "text": {"status": "generated", "div": "<div xmlns='http://www.w3.org/1999/xhtml'>DEB-TACE</div>"},
    "code": {"coding": [{"system": "urn:site", "code": "DEB"}], "text": "DEB-TACE"},
    "orderDetail": [{"text": "drug-eluting beads"}],
    "quantityQuantity": {"value": 2, "unit": "vials"},
    "instantiatesCanonical": ["http://example.org/deb-tace"],
    "_instantiatesUri": [{"extension": [{"url": "http://example.org/z"}]}],
}
DRAFT = {**UNTOUCHED, **OF_THE_OLD}


def revised(**changed: Any) -> Any:
    """The draft with some elements changed (None: left out), ordered as TACE."""
    sent = {name: value for name, value in {**DRAFT, **changed}.items() if value is not None}
    return revised_order(strict_json(json.dumps(sent).encode()), TACE)


def test_what_was_ordered_is_replaced_and_everything_else_survives() -> None:
    code = {
        "text": "Transarterial chemoembolisation of the liver",
        "coding": [
            {
                "system": "http://snomed.info/sct",
                "code": "314617008",
                "display": "Chemoembolization of liver metastases (procedure)",
            },
            {"system": NET_ORDER, "code": "tace", "display": "Transarterial chemoembolisation of the liver"},
        ],
    }
    assert revised() == {**UNTOUCHED, "code": code}


def test_the_draft_itself_is_not_changed() -> None:
    before = json.dumps(DRAFT)
    revised_order(DRAFT, TACE)
    assert json.dumps(DRAFT) == before


def test_the_revised_draft_is_plain_json_and_valid_by_both_schemas() -> None:
    found = revised(contained=None, performer=None)
    assert json.loads(json.dumps(found)) == found
    assert breaches(found) == []
    assert ServiceRequest.model_validate(found)


@pytest.mark.parametrize("order", ["tae", "tace"])
def test_a_revised_draft_is_recognised_as_what_it_became(order: str) -> None:
    assert kinds(revised_order(DRAFT, suggested_order(load_terminology(), order))) == [order]


@pytest.mark.parametrize(
    "changed",
    [
        {"id": None},
        {"id": "not_legal"},
        {"id": 7},
        {"resourceType": "MedicationRequest"},
        {"resourceType": "ProcedureRequest"},
        {"resourceType": None},
        {"intent": None},
        {"intent": "soon"},
        {"subject": None},
        {"category": {"text": "an object"}},
        {"reasonCode": []},
        {"invented": True},
        {"note": [{"text": None}]},
        {"contained": [{"resourceType": "Organization", "id": "o", "invented": True}]},
    ],
    ids=str,
)
def test_a_draft_that_no_action_may_name_or_that_is_not_legal_is_not_offered(changed: dict[str, Any]) -> None:
    assert revised(**changed) is None


@pytest.mark.parametrize(("number", "is_offered"), [("1.5", True), ("3", True), ("1.50", False), ("1E+2", False)])
def test_a_number_is_sent_back_exactly_as_it_came_or_not_at_all(number: str, is_offered: bool) -> None:
    raw = json.dumps(DRAFT).replace("1.5}", f"{number}}}").encode()
    found = revised_order(strict_json(raw), TACE)
    assert (found is not None) == is_offered
    assert found is None or f'"valueDecimal": {number}}}' in json.dumps(found)


def test_a_sites_own_orderable_without_display_has_none() -> None:
    site = SuggestedOrder(code="tace", text="TACE", codings=(Coding(system="urn:site", code="T"),))
    found = revised_order(DRAFT, site)
    assert found is not None
    assert found["code"]["coding"] == [{"system": "urn:site", "code": "T"}]
