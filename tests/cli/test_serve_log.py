"""What the real processes print about every story and every hostile request: our own words, and nothing of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.auth.conftest import CLIENT
from tests.auth.issuing import ISS, ec_key, token
from tests.cli import hostile
from tests.cli.running import running
from tests.stories.test_stories import STORIES, request_of

COMMENT = "the board of Betelgeuse decided otherwise"
DRAWN = {"time", "level", "process", "request", "ms", "knowledge", "client"}  # by the clock, by lot, or by the site
MEMBERS = DRAWN | {
    "event", "from", "text", "at", "error", "places",
    "method", "route", "status", "service", "refused", "cards", "lists",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was sent, the answers to the stories, and what the process printed on either channel."""

    sent: frozenset[str]
    answers: tuple[httpx.Response, ...]
    out: str
    lines: tuple[dict[str, Any], ...]

    def printed(self) -> str:
        """Everything but what cannot come from a request, where a number could be the same by chance."""
        kept = ({name: value for name, value in line.items() if name not in DRAWN} for line in self.lines)
        return self.out + "\n".join(json.dumps(line, ensure_ascii=False) for line in kept)


@pytest.fixture(name="run", scope="module")
def _run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("run")
    clients = folder / "clients.json"
    clients.write_text(json.dumps([CLIENT]))
    with running(
        folder,
        "--workers",
        "2",
        auth="optional",
        clients=str(clients),
        public_url="https://cds.example.org",
        fhir_servers="loopback",
    ) as service:
        answers = tuple(_told(service.base))
        for raw in hostile.requests():
            hostile.answer_to(service.base, raw)
        assert service.ended() == 0
    lines = tuple(map(json.loads, service.err.read_text().splitlines()))
    return Run(sent=frozenset(_sent()), answers=answers, out=service.out.read_text(), lines=lines)


def test_nothing_that_was_sent_is_printed(run: Run) -> None:
    printed = run.printed()
    assert len(run.sent) > 1_500
    assert [text for text in run.sent if text in printed] == []


def test_every_line_is_an_event_of_known_members(run: Run) -> None:
    assert {name for line in run.lines for name in line} <= MEMBERS
    assert all({"time", "level", "process", "event"} <= line.keys() for line in run.lines)


def test_each_call_has_one_line_with_the_id_of_its_answer(run: Run) -> None:
    told = [line["request"] for line in run.lines if line["event"] == "call"]
    assert len(told) == len(set(told)) > len(run.answers)
    assert {answer.headers["x-request-id"] for answer in run.answers} <= set(told)


def test_the_line_of_a_call_tells_what_became_of_it(run: Run) -> None:
    by_id = {line["request"]: line for line in run.lines if line["event"] == "call"}
    for answer in run.answers:
        line = by_id[answer.headers["x-request-id"]]
        assert (line["method"], line["status"]) == ("POST", answer.status_code)
        assert line.get("cards") == (len(answer.json()["cards"]) if "cards" in answer.text else None)
        assert re.fullmatch(r"[0-9a-f]{12}", line["knowledge"])


def test_a_trusted_client_is_named_and_nobody_else(run: Run) -> None:
    calls = [line for line in run.lines if line["event"] == "call"]
    assert {line.get("client") for line in calls if line["status"] == 200} == {None, ISS}
    assert {line.get("client") for line in calls if line["status"] == 401} == {None}
    assert {line["refused"] for line in calls if line["status"] == 401} >= {"signature", "header", "form"}


def test_what_is_no_http_is_told_without_its_words(run: Run) -> None:
    texts = [line.get("text") for line in run.lines if line["level"] == "warning"]
    assert texts.count("Invalid HTTP request received.") >= 7


def _told(base: str) -> Iterator[httpx.Response]:
    """Every story, a good and a forged token, and an override with a comment for each card of the first stories."""
    with httpx.Client(base_url=base, timeout=30) as client:
        for story in STORIES:
            url = f"/cds-services/net-{request_of(story)['hook']}"
            yield (answer := client.post(url, json=request_of(story)))
            for card in answer.json()["cards"]:
                yield client.post(f"{url}/feedback", json={"feedback": [_overridden(card["uuid"])]})
        for sent in (token(), token(ec_key("forged"))):
            yield client.post(hostile.PATH, json=request_of(STORIES[0]), headers={"Authorization": f"Bearer {sent}"})


def _overridden(card: str) -> dict[str, Any]:
    reason = {"userComment": COMMENT}
    return {
        "card": card,
        "outcome": "overridden",
        "outcomeTimestamp": "2026-11-24T09:30:00Z",
        "overrideReason": reason,
    }


def _sent() -> Iterator[str]:
    """The texts of all requests, from six characters on; the names of the services are ours."""
    yield from (hostile.MARKER, "Zaphod", COMMENT, "Betelgeuse")
    hooks = {"patient-view", "order-select", "order-sign", "patient", "select"}
    for story in STORIES:
        yield from (text for text in _texts(request_of(story)) if len(text) > 5 and text not in hooks)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))
    else:
        yield str(value)
