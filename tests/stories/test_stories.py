"""Complete CDS Hooks requests, sent through the real application, say what the documents say they must."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import yaml
from fhir.resources.R4B import get_fhir_model_class

from cds_service.bootstrap import application
from fhir_mappings.prefetch import TEMPLATES

HERE = Path(__file__).parent
DEMONSTRATION = HERE.parents[1] / "cds_service" / "cli" / "demonstration"
FOLDERS = {"demonstration": DEMONSTRATION, "requests": HERE / "requests"}
ENVIRON = {"NET_CDS_AS_OF": "2026-11-24"}

EXPECTATIONS: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "expectations.yaml").read_text("utf-8"))
STORIES = sorted(EXPECTATIONS)
HOOKS = frozenset({"patient-view", "order-select", "order-sign"})
SILENT = frozenset({"not_indicated", "blocked", "undetermined", "held", "done", "out_of_scope"})


def stories_with(*keys: str) -> list[str]:
    """The stories that expect something under one of the keys."""
    return [story for story in STORIES if any(key in EXPECTATIONS[story] for key in keys)]


@cache
def request_of(story: str) -> Mapping[str, Any]:
    """The body of a story."""
    folder, name = story.split("/")
    body: Mapping[str, Any] = json.loads((FOLDERS[folder] / name).read_text("utf-8"))
    return body


@cache
def answer_to(story: str, door: str) -> dict[str, Any]:
    """What the application answers to a story; `door` is `cds-services` or `explain`."""

    async def post() -> httpx.Response:
        transport = httpx.ASGITransport(app=application(ENVIRON))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.post(f"/{door}/net-{request_of(story)['hook']}", json=request_of(story))

    response = asyncio.run(post())
    assert response.status_code == 200, f"{response.status_code}: {response.text}"
    answer: dict[str, Any] = response.json()
    return answer


def resources_of(body: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every resource that prefetch holds, the bundles themselves included, with its key."""
    for key, found in body["prefetch"].items():
        if found is not None:
            yield key, found


def topics_of(story: str) -> list[str]:
    """The topics of the cards of a story, in their order."""
    return [card["source"]["topic"]["code"] for card in answer_to(story, "cds-services")["cards"]]


def verdicts_of(story: str) -> dict[str, Mapping[str, Any]]:
    """The verdicts of a story by recommendation."""
    return {verdict["id"]: verdict for verdict in answer_to(story, "explain")["verdicts"]}


def said_of(verdict: Mapping[str, Any], expected: str) -> str:
    """A verdict in the words of the expectation: its strength only where one is expected."""
    return f"{verdict['status']} {verdict['strength']}" if " " in expected else str(verdict["status"])


def possible_under(story: str, code: str) -> set[str]:
    """What is still possible for the items that carry a PF code."""
    facts = answer_to(story, "explain")["facts"].values()
    return {fact["possible"] for fact in facts if fact["code"] == code}


@pytest.mark.parametrize("story", stories_with("cards"))
def test_the_cards_of_a_story_have_the_expected_topics_in_order(story: str) -> None:
    assert topics_of(story) == EXPECTATIONS[story]["cards"]


@pytest.mark.parametrize("story", STORIES)
def test_no_story_gets_more_than_three_cards(story: str) -> None:
    assert len(topics_of(story)) <= 3


@pytest.mark.parametrize("story", stories_with("statuses"))
def test_the_recommendations_of_a_story_have_the_expected_status_and_strength(story: str) -> None:
    expected: dict[str, str] = EXPECTATIONS[story]["statuses"]
    verdicts = verdicts_of(story)
    assert {name: said_of(verdicts[name], words) for name, words in expected.items()} == expected


@pytest.mark.parametrize("story", stories_with("statuses"))
def test_recommendations_that_a_story_does_not_name_stay_silent(story: str) -> None:
    expected = EXPECTATIONS[story]["statuses"]
    loud = {
        name: verdict["status"]
        for name, verdict in verdicts_of(story).items()
        if name not in expected and verdict["status"] not in SILENT
    }
    assert loud == {}


@pytest.mark.parametrize("story", stories_with("everything"))
def test_all_recommendations_share_one_status_where_a_story_says_so(story: str) -> None:
    assert {verdict["status"] for verdict in verdicts_of(story).values()} == {EXPECTATIONS[story]["everything"]}


@pytest.mark.parametrize("story", stories_with("questions"))
def test_a_story_is_asked_exactly_the_expected_questions(story: str) -> None:
    asked = [question["id"] for question in answer_to(story, "explain")["questions"]]
    assert sorted(asked) == sorted(EXPECTATIONS[story]["questions"])


@pytest.mark.parametrize("story", stories_with("facts"))
def test_the_facts_of_a_story_are_read_as_expected(story: str) -> None:
    facts: dict[str, str | list[str]] = EXPECTATIONS[story]["facts"]
    expected = {code: {words} if isinstance(words, str) else set(words) for code, words in facts.items()}
    misread = {
        code: sorted(possible_under(story, code))
        for code, words in expected.items()
        if not words <= possible_under(story, code)
    }
    assert misread == {}


@pytest.mark.parametrize("story", STORIES)
def test_no_recommendation_breaks_on_a_story(story: str) -> None:
    assert answer_to(story, "explain")["failed"] == []


@pytest.mark.parametrize("story", STORIES)
def test_the_explanation_of_a_story_holds_the_cards_of_the_service(story: str) -> None:
    explained = [card["source"]["topic"]["code"] for card in answer_to(story, "explain")["cards"]]
    assert explained == topics_of(story)


@pytest.mark.parametrize("story", [story for story in STORIES if not EXPECTATIONS[story].get("damaged")])
def test_the_resources_of_a_story_are_valid_fhir(story: str) -> None:
    for key, resource in resources_of(request_of(story)):
        model = get_fhir_model_class(resource["resourceType"])
        assert model.model_validate(resource), key


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_a_request_to_one_of_our_hooks_with_a_uuid(story: str) -> None:
    body = request_of(story)
    assert body["hook"] in HOOKS
    assert str(UUID(body["hookInstance"])) == body["hookInstance"]
    assert body["context"].keys() >= {"userId", "patientId"}


@pytest.mark.parametrize("story", STORIES)
def test_the_family_name_or_the_text_of_a_patient_says_that_it_is_invented(story: str) -> None:
    assert "(invented)" in request_of(story)["prefetch"]["patient"]["name"][0]["text"]


@pytest.mark.parametrize("story", [story for story in STORIES if story.startswith("demonstration/")])
def test_a_demonstration_request_has_every_prefetch_key(story: str) -> None:
    assert list(request_of(story)["prefetch"]) == list(TEMPLATES)


@pytest.mark.parametrize("story", [story for story in STORIES if story.startswith("demonstration/")])
def test_a_demonstration_request_tells_its_title_and_story(story: str) -> None:
    about = request_of(story)["extension"]["org.net-cds.demonstration"]
    assert about["title"]
    assert about["story"].endswith(".")


def test_every_request_on_file_has_its_expectations() -> None:
    on_file = [f"{name}/{path.name}" for name, folder in FOLDERS.items() for path in folder.glob("*.json")]
    assert sorted(on_file) == STORIES


@pytest.mark.parametrize("story", stories_with("warnings"))
def test_a_story_raises_exactly_the_expected_warnings(story: str) -> None:
    raised = {one["id"]: one["indicator"] for one in answer_to(story, "explain")["warnings"]}
    assert raised == EXPECTATIONS[story]["warnings"]
