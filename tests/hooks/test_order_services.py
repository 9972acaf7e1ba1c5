"""The two order services: what they refuse, what they take, and how they differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cds_service.bootstrap import SERVICES
from cds_service.hooks.order_select import ORDER_SELECT
from cds_service.hooks.order_sign import ORDER_SIGN
from cds_service.hooks.ordering import drafts_of, to_check
from cds_service.hooks.patient_view import PATIENT_VIEW
from cds_service.hooks.request import BadRequest, HookRequest, parse
from cds_service.hooks.service import Service
from fhir_mappings.terminology import load_terminology

REQUESTS = Path(__file__).parents[1] / "stories" / "requests"


def body(name: str = "V33-captem-select.json") -> dict[str, Any]:
    """A request as it is on file, to be changed."""
    found: dict[str, Any] = json.loads((REQUESTS / name).read_text("utf-8"))
    return found


def request(changed: dict[str, Any], service: Service = ORDER_SELECT) -> HookRequest:
    """The parsed request."""
    return parse(json.dumps(changed).encode(), service)


def test_the_three_services_have_the_ids_of_the_contract() -> None:
    assert [(one.id, one.hook) for one in SERVICES] == [
        ("net-patient-view", "patient-view"),
        ("net-order-select", "order-select"),
        ("net-order-sign", "order-sign"),
    ]


def test_an_order_service_asks_for_all_that_its_warnings_read() -> None:
    assert PATIENT_VIEW.prefetch.keys() <= ORDER_SIGN.prefetch.keys() == ORDER_SELECT.prefetch.keys()
    assert {"procedures", "medicationRequests", "allergies", "diagnosticReports"} <= ORDER_SIGN.prefetch.keys()


def test_order_select_interrupts_with_two_cards_at_most() -> None:
    assert (ORDER_SELECT.limit, ORDER_SIGN.limit) == (2, 3)


@pytest.mark.parametrize("missing", ["selections", "draftOrders"])
def test_order_select_without_its_context_is_refused_by_name(missing: str) -> None:
    changed = body()
    del changed["context"][missing]
    with pytest.raises(BadRequest) as refusal:
        request(changed)
    assert [problem.path for problem in refusal.value.problems] == [f"context.{missing}"]


def test_order_sign_needs_no_selections() -> None:
    changed = body("V27-prrt-order.json")
    found = drafts_of(request(changed, ORDER_SIGN), load_terminology())
    assert found is not None
    assert len(to_check(request(changed, ORDER_SIGN), found).checked) == 1


def test_the_other_drafts_of_order_select_are_context_only() -> None:
    changed = body()
    changed["context"]["selections"] = ["MedicationRequest/tem-1"]
    found = drafts_of(request(changed), load_terminology())
    assert found is not None
    drafts = to_check(request(changed), found)
    assert [order.reference for order in drafts.checked] == ["MedicationRequest/tem-1"]
    assert len(drafts.all) == 2


def test_a_selection_that_is_no_draft_is_refused_without_repeating_it() -> None:
    changed = body()
    changed["context"]["selections"] = ["MedicationRequest/secret-of-jane"]
    sent = request(changed)
    found = drafts_of(sent, load_terminology())
    assert found is not None
    with pytest.raises(BadRequest) as refusal:
        to_check(sent, found)
    assert refusal.value.problems[0].path == "context.selections"
    assert "jane" not in str(refusal.value)


@pytest.mark.parametrize("wrong", [{}, {"resourceType": "Patient"}])
def test_drafts_that_are_no_bundle_are_refused(wrong: dict[str, Any]) -> None:
    changed = body()
    changed["context"]["draftOrders"] = wrong
    with pytest.raises(BadRequest) as refusal:
        drafts_of(request(changed), load_terminology())
    assert refusal.value.problems[0].path == "context.draftOrders"


def test_the_opened_chart_has_no_drafts() -> None:
    changed = body("V27-weak-kidney.json")
    assert drafts_of(request(changed, PATIENT_VIEW), load_terminology()) is None
