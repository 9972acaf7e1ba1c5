"""The actions of a suggestion are one transaction: delete, create, update, all or nothing (§8.7, C-C06, C-C13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cds_service.harness.ehr.client.acting.applying import CannotApply, Holdings, applied
from cds_service.harness.ehr.client.acting.references import Resource, key_of
from cds_service.harness.ehr.client.answering.card import Action, ActionType
from cds_service.harness.ehr.whole import MockEhr

BASE = "https://ehr.example.org/fhir"
PATIENT = {"reference": "Patient/p1"}


def order(identifier: str | None = "o1", **more: Any) -> dict[str, Any]:
    """A draft order."""
    named = {} if identifier is None else {"id": identifier}
    request = {"resourceType": "ServiceRequest", "status": "draft", "intent": "order", "subject": PATIENT}
    return {**request, **named, **more}


def task(**more: Any) -> dict[str, Any]:
    """A task, which is no order."""
    return {"resourceType": "Task", "status": "requested", "intent": "order", **more}


def held(*resources: Resource) -> Mapping[tuple[str, str], Resource]:
    return {key_of(one): one for one in resources}


SESSION = Holdings(base=BASE, drafts=held(order("o1"), order("o2")), stored=held(task(id="t1")))
CHART = Holdings(base=BASE, stored=held(order("o1"), task(id="t1")))


def create(resource: Resource) -> Action:
    return Action(type=ActionType.CREATE, resource=resource)


def update(resource: Resource) -> Action:
    return Action(type=ActionType.UPDATE, resource=resource)


def delete(reference: str) -> Action:
    return Action(type=ActionType.DELETE, deletes=reference)


def drafts(holdings: Holdings) -> list[str]:
    return [identifier for _, identifier in holdings.drafts or ()]


def test_a_created_draft_joins_the_session_under_an_id_of_its_own() -> None:
    after = applied([create(order(None)), create(order("temporary"))], SESSION)
    (*old, first, second) = drafts(after)
    assert old == ["o1", "o2"]
    assert len({first, second, "temporary"}) == 3
    assert after.stored == SESSION.stored


def test_what_is_no_draft_is_stored_on_the_server() -> None:
    after = applied([create(task())], SESSION)
    assert drafts(after) == ["o1", "o2"]
    assert len(after.stored) == 2


def test_outside_an_ordering_session_everything_is_stored() -> None:
    after = applied([create(order(None)), delete("ServiceRequest/o1")], CHART)
    assert after.drafts is None
    assert len(after.stored) == 2
    assert ("ServiceRequest", "o1") not in after.stored


def test_a_draft_is_updated_in_its_place_and_whole() -> None:
    after = applied([update(order("o1", priority="urgent"))], SESSION)
    assert drafts(after) == ["o1", "o2"]
    assert (after.drafts or {})["ServiceRequest", "o1"] == order("o1", priority="urgent")


def test_a_draft_is_deleted() -> None:
    assert drafts(applied([delete("ServiceRequest/o1")], SESSION)) == ["o2"]


def test_a_bare_id_as_in_version_1_deletes_the_one_draft_that_has_it() -> None:
    assert drafts(applied([delete("o1")], SESSION)) == ["o2"]
    twice = Holdings(base=BASE, drafts=held(order("o1"), {**order("o1"), "resourceType": "MedicationRequest"}))
    with pytest.raises(CannotApply, match="not there"):
        applied([delete("o1")], twice)


@pytest.mark.parametrize("reference", ["Task/x", f"{BASE}/Task/x", "urn:uuid:x"])
def test_references_to_what_is_created_lead_to_its_new_id(reference: str) -> None:
    changed = order("o1", supportingInfo=[{"reference": reference}, PATIENT])
    after = applied([update(changed), create(task(id="x"))], SESSION)
    ((_, new),) = after.stored.keys() - SESSION.stored.keys()
    info = (after.drafts or {})["ServiceRequest", "o1"]["supportingInfo"]
    assert info == [{"reference": f"Task/{new}"}, PATIENT]


def test_two_created_resources_refer_to_one_another() -> None:
    pair = [create(task(id="a", partOf=[{"reference": "Task/b"}])), create(task(id="b", focus={"reference": "Task/a"}))]
    stored = applied(pair, CHART).stored
    part, whole = (one for one in stored.values() if "partOf" in one or "focus" in one)
    assert part["partOf"] == [{"reference": f"Task/{whole['id']}"}]
    assert whole["focus"] == {"reference": f"Task/{part['id']}"}


@pytest.mark.parametrize(
    ("actions", "reason"),
    [
        ([update(order("o3"))], "not there"),
        ([delete("ServiceRequest/o3")], "not there"),
        ([delete("MedicationRequest/o1")], "not there"),
        ([delete("ServiceRequest/o1"), update(order("o1"))], "same resource"),
        ([update(order("o1")), update(order("o1", priority="urgent"))], "same resource"),
        ([create(order(None, status=["draft"]))], "ServiceRequest of the suggestion is not valid"),
        ([create({"resourceType": "Nonsense"})], "not valid"),
        ([update(order("o1", priority=7))], "not valid"),
        ([create(task()), delete("ServiceRequest/o2"), update(order("o3"))], "not there"),
    ],
)
def test_a_suggestion_that_cannot_be_carried_out_changes_nothing(actions: list[Action], reason: str) -> None:
    before = Holdings(base=BASE, drafts=SESSION.drafts, stored=SESSION.stored)
    with pytest.raises(CannotApply, match=reason):
        applied(actions, before)
    assert before == SESSION


def test_a_draft_that_was_not_valid_before_may_stay_so() -> None:
    odd = order("o1", category={"text": "an object where FHIR wants an array"})
    after = applied([update({**odd, "priority": "urgent"})], Holdings(base=BASE, drafts=held(odd)))
    assert (after.drafts or {})["ServiceRequest", "o1"]["priority"] == "urgent"


@pytest.mark.parametrize(("stands", "seen", "fits"), [("3", "3", True), ("4", "3", False), ("4", None, True)])
def test_an_update_of_an_older_version_is_a_conflict(stands: str, seen: str | None, fits: bool) -> None:
    before = Holdings(base=BASE, stored=held(task(id="t1", meta={"versionId": stands})))
    change = update(task(id="t1", meta={"versionId": seen} if seen else {"source": "https://example.org"}))
    if fits:
        assert applied([change], before).stored
    else:
        with pytest.raises(CannotApply, match="since the service saw it"):
            applied([change], before)


def test_the_mock_ehr_keeps_what_a_suggestion_does(ehr: MockEhr) -> None:
    ehr.load(order("o1"), task(id="t1"))
    left = ehr.apply([create(task()), delete("ServiceRequest/o1"), update(task(id="t1", priority="urgent"))])
    assert left == ()
    tasks = {key: one for key, one in ehr.ehr.resources.items() if key[0] == "Task"}
    assert len(tasks) == 2
    assert tasks["Task", "t1"]["meta"]["versionId"] == "1"
    assert ("ServiceRequest", "o1") not in ehr.ehr.resources


def test_the_drafts_of_a_session_are_not_on_the_server(ehr: MockEhr) -> None:
    before = dict(ehr.ehr.resources)
    (changed, made) = ehr.apply([create(order(None)), update(order("o1", priority="stat"))], [order("o1")])
    assert (changed["priority"], made["status"]) == ("stat", "draft")
    assert dict(ehr.ehr.resources) == before
