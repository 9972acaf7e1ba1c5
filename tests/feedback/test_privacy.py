"""What is kept holds nothing of a patient, a user or a call, whatever the call was about; comments stand apart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from cds_service.bootstrap import application
from cds_service.feedback.keeping.tables import CARD, METADATA
from tests.database.databases import database_at
from tests.stories.test_stories import ENVIRON, STORIES, request_of

COMMENT = "Zaphod-7d1f said so at the board"
ABOUT_A_PERSON = ("id", "reference", "family", "given", "birthDate", "fullUrl", "div")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was answered, what is kept (by table), and what was logged."""

    cards: tuple[Mapping[str, Any], ...]
    cells: Mapping[str, frozenset[str]]
    log: str


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Every story told to the application, each card overridden with a comment."""
    address = f"sqlite:///{tmp_path_factory.mktemp('kept') / 'net-cds.sqlite'}"
    with _overheard() as lines:
        cards = asyncio.run(_told(address))
    return Run(cards=tuple(cards), cells=_cells(address), log="\n".join(lines))


def test_each_card_that_was_sent_is_kept(run: Run) -> None:
    assert len(run.cards) > len(STORIES)
    assert {card["uuid"] for card in run.cards} <= run.cells[CARD.name]


def test_nothing_of_a_call_is_kept(run: Run) -> None:
    kept = frozenset().union(*run.cells.values())
    told = {text for story in STORIES for text in _of_the_call(request_of(story)) if len(text) > 1}
    assert len(told) > 1_000
    assert told & kept == set()
    assert [text for text in told if len(text) > 8 and text in "\n".join(kept)] == []


def test_comments_stand_in_their_own_table_only(run: Run) -> None:
    assert [table for table, cells in run.cells.items() if COMMENT in cells] == ["feedback_comment"]


def test_comments_and_what_was_called_about_are_never_logged(run: Run) -> None:
    assert "INSERT INTO feedback_comment" in run.log
    assert COMMENT not in run.log
    assert [text for story in STORIES for text in _of_the_call(request_of(story)) if _telling(text, run.log)] == []


async def _told(address: str) -> list[Mapping[str, Any]]:
    app = application(ENVIRON | {"NET_CDS_DATABASE_URL": address})
    cards: list[Mapping[str, Any]] = []
    transport = httpx.ASGITransport(app=app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://t") as client:
        for story in STORIES:
            url = f"/cds-services/net-{request_of(story)['hook']}"
            found = (await client.post(url, json=request_of(story))).json()["cards"]
            cards += found
            if found:
                said = {"feedback": [_overridden(card) for card in found]}
                assert (await client.post(f"{url}/feedback", json=said)).status_code == 200
    return cards


def _overridden(card: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "card": card["uuid"],
        "outcome": "overridden",
        "outcomeTimestamp": "2026-11-24T09:30:00Z",
        "overrideReason": {"userComment": COMMENT},
    }


def _cells(address: str) -> Mapping[str, frozenset[str]]:
    database = database_at(address)
    with database.reading() as connection:
        found = {
            table.name: frozenset(str(cell) for row in connection.execute(select(table)) for cell in row)
            for table in METADATA.sorted_tables
        }
    database.close()
    return found


def _of_the_call(body: Mapping[str, Any]) -> Iterator[str]:
    context = body["context"]
    yield from (body["hookInstance"], context["patientId"], context["userId"], context.get("encounterId") or "")
    yield from _texts([body.get("prefetch"), context.get("draftOrders")])


def _texts(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)
    elif isinstance(value, str) and name in ABOUT_A_PERSON:
        yield value


def _telling(text: str, log: str) -> bool:
    return len(text) > 12 and text in log


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """Every line that is logged, with everything at its most talkative."""
    talkers = [logging.getLogger(name) for name in (None, "sqlalchemy")]
    levels = [talker.level for talker in talkers]
    log = _Log()
    talkers[0].addHandler(log)
    for talker in talkers:
        talker.setLevel(logging.DEBUG)
    yield log.lines
    for talker, level in zip(talkers, levels, strict=True):
        talker.setLevel(level)
    talkers[0].removeHandler(log)


class _Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
