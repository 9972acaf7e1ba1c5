"""Prefetch holds what the queries find, and says honestly what could not be found (C-P01 to C-P10)."""

from __future__ import annotations

from typing import Any

import pytest

from cds_service.harness.ehr.client.asking.reading import next_of
from cds_service.harness.ehr.whole import MockEhr
from tests.harness.ehr.client.listening import Listener
from tests.harness.ehr.server.people import condition, observation


def prefetch(ehr: MockEhr, listener: Listener, **occasion: Any) -> dict[str, Any]:
    """What the service gets as prefetch when the record of p1 is opened."""
    ehr.call(listener.address, "patient-view", **{"patient": "p1", **occasion})
    found: dict[str, Any] = listener.last.body.get("prefetch", {})
    return found


def ids(bundle: dict[str, Any]) -> list[str]:
    return [entry["resource"]["id"] for entry in bundle["entry"]]


def test_each_key_holds_what_its_query_finds(ehr: MockEhr, listener: Listener) -> None:
    found = prefetch(ehr, listener)
    assert found["patient"]["id"] == "p1"
    assert found["conditions"]["type"] == "searchset"
    assert sorted(ids(found["conditions"])) == ["c1", "c2"]
    assert sorted(ids(found["observations"])) == ["k1", "k2", "k3"]


def test_a_key_whose_expression_has_no_value_is_left_out(ehr: MockEhr, listener: Listener) -> None:
    assert "encounter" not in prefetch(ehr, listener)


def test_a_read_that_finds_nothing_is_null(ehr: MockEhr, listener: Listener) -> None:
    assert prefetch(ehr, listener, encounter="e1")["encounter"] is None


def test_a_search_that_finds_nothing_is_an_empty_searchset(ehr: MockEhr, listener: Listener) -> None:
    ehr.ehr.delete("Condition", "c1")
    ehr.ehr.delete("Condition", "c2")
    found = prefetch(ehr, listener)["conditions"]
    assert (found["type"], found["total"], "entry" in found) == ("searchset", 0, False)


@pytest.mark.parametrize("fault", ["server-500", "server-403", "server-outcome-with-200"])
def test_a_query_that_fails_is_the_outcome_that_the_server_sent(ehr: MockEhr, listener: Listener, fault: str) -> None:
    ehr.fault(fault)
    found = prefetch(ehr, listener)
    assert {found[key]["resourceType"] for key in ("patient", "observations", "conditions")} == {"OperationOutcome"}


@pytest.mark.parametrize("fault", ["breaks-off", "html", "truncated", "empty-body", "redirects", "refuses-connections"])
def test_a_key_is_left_out_when_not_even_the_failure_can_be_told(ehr: MockEhr, listener: Listener, fault: str) -> None:
    ehr.fault(fault)
    assert prefetch(ehr, listener) == {}
    assert "prefetch" not in listener.last.body


def test_all_pages_are_in_it_and_no_link_is_left(ehr: MockEhr, listener: Listener) -> None:
    ehr.load([condition(f"more{number}", "p1", "active") for number in range(7)])
    ehr.ehr.page_size = 2
    found = prefetch(ehr, listener)["conditions"]
    assert len(set(ids(found))) == 9
    assert next_of(found) == ""


@pytest.mark.parametrize("fault", ["next-fails", "next-foreign", "next-loop"])
def test_a_page_that_cannot_be_had_is_still_linked_to(ehr: MockEhr, listener: Listener, fault: str) -> None:
    ehr.load(observation("k5", "p1", "4548-4", "2026-02-02"))
    ehr.fault(fault)
    assert next_of(prefetch(ehr, listener)["observations"]) != ""


def test_nothing_is_read_for_a_service_that_is_called_without_prefetch(ehr: MockEhr, listener: Listener) -> None:
    called = ehr.call(listener.address, "patient-view", patient="p1", with_prefetch=False)
    assert "prefetch" not in called.request
    assert called.asked == ()


@pytest.mark.parametrize("patient", ["../Patient/p2", "..", "x/./y"])
def test_a_value_that_would_lead_elsewhere_fills_no_path(ehr: MockEhr, listener: Listener, patient: str) -> None:
    assert "patient" not in prefetch(ehr, listener, patient=patient)
