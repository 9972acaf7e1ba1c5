"""A clinician accepts what an order card offers, and the EHR calls again: the advice has moved on, never in circles."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest

from cds_service.bootstrap import application
from tests.cards.walking import illegal
from tests.stories.test_stories import ENVIRON, STORIES, answer_to, request_of

DAMAGED = "requests/V27-damaged-draft.json"  # its drafts stand in a Bundle within the Bundle
ORDERED = [story for story in STORIES if request_of(story)["hook"] != "patient-view" and story != DAMAGED]
APP = application(ENVIRON)
Action = Mapping[str, Any]


def post(body: Mapping[str, Any], door: str) -> httpx.Response:
    """One call of the real application."""

    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(app=APP)
        async with httpx.AsyncClient(transport=transport, base_url="http://ehr.example.org") as client:
            return await client.post(f"/{door}/net-{body['hook']}", json=body)

    return asyncio.run(sent())


def offered(story: str) -> Iterator[list[Action]]:
    """What each button of a story does."""
    for card in answer_to(story, "cds-services")["cards"]:
        for button in card.get("suggestions", ()):
            yield button["actions"]


def accepted(story: str, actions: list[Action]) -> dict[str, Any]:
    """The next call of the EHR, signing: the actions are carried out on its drafts, as a transaction would."""
    body = copy.deepcopy(dict(request_of(story)))
    entries = body["context"]["draftOrders"].setdefault("entry", [])
    for number, action in enumerate(actions):
        if action["type"] == "create":
            entries.append({"resource": {**action["resource"], "id": f"new-{number}"}})
        else:
            names = [_name(entry["resource"]) for entry in entries]
            place = names.index(action.get("resourceId") or _name(action["resource"]))
            entries[place : place + 1] = [{"resource": action["resource"]}] if action["type"] == "update" else []
    body["hook"] = "order-sign"
    body["context"].pop("selections", None)
    return body


def _name(resource: Mapping[str, Any]) -> str:
    return f"{resource['resourceType']}/{resource['id']}"


def raised_after(story: str, actions: list[Action]) -> set[tuple[str, str]]:
    """The warnings of the next call, each with the draft that it is about."""
    answer = post(accepted(story, actions), "explain")
    assert answer.status_code == 200, answer.text
    return {(one["id"], one["order"]) for one in answer.json()["warnings"]}


BUTTONS = [(story, actions) for story in ORDERED for actions in offered(story)]


def buttons(kind: str = "", words: str = "") -> list[Any]:
    """The buttons whose action is of this kind and holds these words."""
    chosen = [
        (story, actions)
        for story, actions in BUTTONS
        if actions[0]["type"].startswith(kind) and words in json.dumps(actions)
    ]
    assert chosen, "no story offers it any more"
    return [pytest.param(*one, id=f"{one[0]}-{one[1][0]['description']}") for one in chosen]


@pytest.mark.parametrize(("story", "actions"), buttons())
def test_the_next_call_is_answered_and_legal(story: str, actions: list[Action]) -> None:
    answer = post(accepted(story, actions), "cds-services")
    assert answer.status_code == 200
    assert list(illegal(answer.json())) == []


@pytest.mark.parametrize(("story", "actions"), buttons("delete"))
def test_a_draft_that_was_cancelled_is_not_warned_of_again(story: str, actions: list[Action]) -> None:
    gone = actions[0]["resourceId"]
    assert gone not in {order for _, order in raised_after(story, actions)}


@pytest.mark.parametrize(("story", "actions"), buttons("update"))
def test_a_draft_that_was_changed_does_not_raise_what_the_change_was_offered_for(
    story: str, actions: list[Action]
) -> None:
    changed = _name(actions[0]["resource"])
    again = {name for name, order in raised_after(story, actions) if order == changed}
    assert not again & {"W04a", "W16d"}
    assert "W14a" in again or "W14b" in again  # it is still an embolisation


@pytest.mark.parametrize(("story", "actions"), buttons("create", "octreotide-cover"))
def test_cover_that_was_ordered_is_not_asked_for_again(story: str, actions: list[Action]) -> None:
    before = {one["id"] for one in answer_to(story, "explain")["warnings"]}
    assert "W14a" in before
    assert "W14a" not in {name for name, _ in raised_after(story, actions)}
