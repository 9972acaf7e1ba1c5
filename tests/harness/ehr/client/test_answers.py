"""A client takes what it can use of an answer, and survives the rest (C-C01, C-C02, C-C14, C-C15)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse, Response

from cds_service.harness.ehr.client.answering.card import ActionType, Indicator, Selection
from cds_service.harness.ehr.client.answering.reading import Reading, reading_of
from cds_service.harness.ehr.client.asking.occasion import Occasion
from cds_service.harness.ehr.client.client import called, discovered
from cds_service.harness.ehr.whole import MockEhr
from tests.harness.broken.breaking import GONE, put
from tests.harness.ehr.client.listening import Listener

ANSWER = json.loads(Path(__file__).with_name("answer.json").read_text("utf-8"))
SUGGESTION = "/cards/0/suggestions/0"


def read(pointer: str, value: Any) -> Reading:
    """What a client reads when the answer has this value there."""
    return reading_of(put(ANSWER, pointer, value))


def test_a_card_is_read_whole() -> None:
    card, plain = reading_of(ANSWER).cards
    assert (card.indicator, card.selection, plain.selection) == (Indicator.WARNING, Selection.AT_MOST_ONE, None)
    assert [action.type for action in card.suggestions[0].actions] == list(
        map(ActionType, ("create", "update", "delete"))
    )
    assert card.suggestions[0].actions[2].deletes == "ServiceRequest/o2"
    assert card.suggestions[0].is_recommended
    assert [(link.is_smart, link.app_context) for link in card.links] == [(False, None), (True, '{"k": 1}')]
    assert card.override_reasons[0]["code"] == "other"
    assert reading_of(ANSWER).problems == ()
    assert len(reading_of(ANSWER).system_actions) == 1


@pytest.mark.parametrize(
    ("pointer", "value", "problem"),
    [
        ("/cards/0/selectionBehavior", "many", "selectionBehavior is none of at-most-one, any"),
        ("/cards/0/selectionBehavior", GONE, "selectionBehavior is missing"),
        ("/cards/0/summary", GONE, "summary is missing"),
        ("/cards/0/indicator", "hard-stop", "indicator is none of"),
        ("/cards/0/source", GONE, "source is no object"),
        ("/cards/0/source/label", "", "label is missing"),
        ("/cards/0/suggestions", {}, "suggestions is no array"),
        (f"{SUGGESTION}/label", 1, "suggestions[0]: label is missing"),
        (f"{SUGGESTION}/actions/0/type", "change", "actions[0]: type is none of"),
        (f"{SUGGESTION}/actions/0/resource", "text", "resource is no object"),
        (f"{SUGGESTION}/actions/1/resource/id", GONE, "id is missing"),
        (f"{SUGGESTION}/actions/2/resourceId", GONE, "resource is missing"),
        ("/cards/0/links/0/url", "javascript:alert(1)", "url is no web address"),
        ("/cards/0/links/0/type", "relative", "neither absolute nor smart"),
        ("/cards/0/links/1/appContext", {"k": 1}, "appContext is missing or no text"),
        ("/cards/0/overrideReasons/0/display", GONE, "display is missing"),
        ("/cards/0", None, "it is no object"),
    ],
)
def test_a_card_that_breaks_a_rule_is_an_error_and_the_next_is_shown(pointer: str, value: Any, problem: str) -> None:
    reading = read(pointer, value)
    assert [card.summary for card in reading.cards] == ["All is well"]
    (said,) = reading.problems
    assert said.startswith("cards[0]: ")
    assert problem in said


def test_a_problem_names_members_and_quotes_nothing() -> None:
    assert "javascript" not in read("/cards/0/links/0/url", "javascript:alert(1)").problems[0]


def test_delete_of_version_1_names_the_resource_by_its_id() -> None:
    action = {"type": "delete", "description": "Away", "resource": "ServiceRequest/o2"}
    assert read(f"{SUGGESTION}/actions/2", action).cards[0].suggestions[0].actions[2].deletes == "ServiceRequest/o2"


@pytest.mark.parametrize("body", [None, [], "cards", {}, {"cards": None}, {"cards": {}}])
def test_an_answer_without_cards_is_a_problem_and_no_silence(body: Any) -> None:
    assert reading_of(body) == Reading(problems=("the answer is no object with an array of cards",))


def test_system_actions_that_cannot_be_used_do_not_hide_cards() -> None:
    reading = read("/systemActions", [{"type": "create"}])
    assert (len(reading.cards), reading.system_actions, len(reading.problems)) == (2, (), 1)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (PlainTextResponse("<html>", 500), "answered with 500"),
        (PlainTextResponse("no", 412), "answered with 412"),
        (Response(status_code=204), "answered with 204"),
        (Response(status_code=200), "the answer is empty"),
        (PlainTextResponse("{'cards': []}", 200), "Expecting property name"),
        (Response(status_code=307, headers={"Location": "/elsewhere"}), "answered with 307"),
    ],
)
def test_an_error_leaves_the_user_without_cards_and_the_client_alive(
    ehr: MockEhr, listener: Listener, answer: Response, problem: str
) -> None:
    listener.answers.append(answer)
    answered = ehr.call(listener.address, "patient-view", patient="p1")
    assert answered.cards == ()
    assert problem in answered.problems[0]


def test_a_service_that_is_down_is_no_more_than_a_problem(ehr: MockEhr, listener: Listener) -> None:
    ehr.fault("refuses-connections")  # any address at which nobody listens
    service = replace(ehr.service(listener.address, "patient-view"), url=f"{ehr.address}/cds-services/x")
    assert called(ehr.client, service, Occasion(patient="p1")).problems == ("no answer: ConnectError",)
    assert discovered(ehr.client, ehr.address).services == ()
    assert discovered(ehr.client, ehr.address).reply.failure == "ConnectError"
