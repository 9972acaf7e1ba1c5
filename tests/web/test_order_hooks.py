"""Order hooks through the whole application: whatever stands in the drafts is answered or refused, on both doors."""

from __future__ import annotations

import asyncio
import copy
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cds_service.bootstrap import application
from cds_service.hooks.ordering import MOST_ORDERS
from tests.cards.walking import illegal

APP = application({"NET_CDS_AS_OF": "2026-11-24"})
REQUESTS = Path(__file__).parents[1] / "stories" / "requests"
DEB_TACE: dict[str, Any] = json.loads((REQUESTS / "V32-portal-vein-thrombosis-order.json").read_text("utf-8"))
DRAFT: dict[str, Any] = DEB_TACE["context"]["draftOrders"]["entry"][0]["resource"]
MARKER = "Zaphod-7d1f"


def ask(hook: str, drafts: object, door: str = "cds-services", **context: object) -> httpx.Response:
    """One call with these `draftOrders` (and selections) instead of those on file."""
    body = copy.deepcopy(DEB_TACE)
    body["hook"] = hook
    body["context"] |= {"draftOrders": drafts, **context}

    async def sent() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=APP), base_url="http://t") as client:
            return await client.post(f"/{door}/net-{hook}", json=body)

    return asyncio.run(sent())


def bundle(*resources: object) -> dict[str, Any]:
    """A Bundle of these drafts."""
    return {"resourceType": "Bundle", "entry": [{"resource": resource} for resource in resources]}


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)


# too_slow: on a fresh checkout the first text drawn waits for Hypothesis to build its table of Unicode
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_JSON, st.sampled_from([*DRAFT, "extension", "contained", "quantityQuantity", "status", "doNotPerform"]))
def test_whatever_stands_in_a_draft_is_answered_legally(nonsense: Any, element: str) -> None:
    answer = ask("order-sign", bundle({**DRAFT, element: nonsense}, nonsense))
    assert answer.status_code == 200
    assert list(illegal(answer.json())) == []


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_JSON, ANY_JSON)
def test_whatever_stands_for_drafts_and_selections_is_answered_or_refused(drafts: Any, selections: Any) -> None:
    assert ask("order-select", drafts, selections=selections).status_code in (200, 400)
    assert ask("order-select", bundle(DRAFT), selections=selections).status_code in (200, 400)


@pytest.mark.parametrize("number", ["1.50", "1E+2", "1e-7", "0.1"])
def test_a_decimal_in_a_draft_never_becomes_an_error_of_ours(number: str) -> None:
    extended = {**DRAFT, "extension": [{"url": "http://example.org/x", "valueDecimal": "NUMBER"}]}
    body = {**DEB_TACE, "context": {**DEB_TACE["context"], "draftOrders": bundle(extended)}}
    raw = json.dumps(body).replace('"NUMBER"', number).encode()

    async def sent() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=APP), base_url="http://t") as client:
            path = "/cds-services/net-order-sign"
            return await client.post(path, content=raw, headers={"Content-Type": "application/json"})

    assert asyncio.run(sent()).status_code == 200


@pytest.mark.parametrize("door", ["cds-services", "explain"])
@pytest.mark.parametrize(
    ("drafts", "selections", "path"),
    [
        (None, ["ServiceRequest/deb-1"], "context.draftOrders"),
        ([], ["ServiceRequest/deb-1"], "context.draftOrders"),
        ({}, ["ServiceRequest/deb-1"], "context.draftOrders"),
        ({"resourceType": "Parameters"}, ["ServiceRequest/deb-1"], "context.draftOrders"),
        (bundle(DRAFT), None, "context.selections"),
        (bundle(DRAFT), "ServiceRequest/deb-1", "context.selections"),
        (bundle(DRAFT), [f"ServiceRequest/{MARKER}"], "context.selections"),
        (bundle(DRAFT), ["ServiceRequest/deb-1", 7], "context.selections"),
        (bundle(), ["ServiceRequest/deb-1"], "context.selections"),
    ],
)
def test_an_order_select_that_cannot_be_answered_is_refused_by_path(
    door: str, drafts: object, selections: object, path: str
) -> None:
    answer = ask("order-select", drafts, door, selections=selections)
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["diagnostics"].startswith(f"{path}: ")
    assert MARKER not in answer.text


@pytest.mark.parametrize(("count", "status"), [(MOST_ORDERS, 200), (MOST_ORDERS + 1, 400)])
def test_more_orders_than_anybody_signs_are_refused(count: int, status: int) -> None:
    prrt = {
        "resourceType": "ServiceRequest",
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "71273005"}]},
    }
    assert ask("order-sign", bundle(*[{**prrt, "id": f"d{number}"} for number in range(count)])).status_code == status


def test_other_peoples_orders_are_not_counted_among_them() -> None:
    lisinopril = {"resourceType": "MedicationRequest", "medicationCodeableConcept": {"text": "Lisinopril"}}
    assert ask("order-sign", bundle(*[lisinopril] * 1000)).json()["cards"] == []


def test_order_select_speaks_of_the_selected_draft_only() -> None:
    other = {**DRAFT, "id": "other", "code": {"text": "something else"}}
    assert ask("order-select", bundle(DRAFT, other), selections=["ServiceRequest/other"]).json()["cards"] == []
    assert ask("order-select", bundle(DRAFT, other), selections=["ServiceRequest/deb-1"]).json()["cards"]


def test_order_select_shows_two_cards_where_order_sign_shows_three() -> None:
    selected = ask("order-select", bundle(DRAFT), selections=["ServiceRequest/deb-1"])
    assert [len(answer.json()["cards"]) for answer in (selected, ask("order-sign", bundle(DRAFT)))] == [2, 3]


def test_explain_tells_each_warning_with_its_draft_its_reasons_and_what_is_missing() -> None:
    warnings = ask("order-sign", bundle(DRAFT), "explain").json()["warnings"]
    assert {warning["id"]: warning["order"] for warning in warnings} == dict.fromkeys(
        ("W14a", "W15a", "W16a", "W16d"), "ServiceRequest/deb-1"
    )
    for warning in warnings:
        assert warning.keys() >= {"id", "slug", "indicator", "certain", "order", "because", "missing", "sources"}
        assert warning["because"]["answer"] == ("true" if warning["certain"] else "unknown")


def test_explain_tells_what_was_not_checked() -> None:
    foreign = {**DRAFT, "id": "x", "subject": {"reference": f"Patient/{MARKER}"}}
    notes = ask("order-sign", bundle(foreign), "explain").json()["notes"]
    assert [note["element"] for note in notes] == ["context.draftOrders"]
    assert MARKER not in json.dumps(notes)
