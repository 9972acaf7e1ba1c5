"""Cards are written down behind the back of the answer, which never waits for it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import pytest

from cds_service.database.database import DatabaseDown
from cds_service.feedback.keeping.journal import Journal
from cds_service.feedback.keeping.sent import SentCard
from tests.feedback.keeping import CARD

LONG = 20.0


class Store:
    """A store that takes what it is given, or is down, or hangs."""

    def __init__(self) -> None:
        self.cards: list[str] = []
        self.upkeeps = 0
        self.down = False
        self.free = threading.Event()
        self.free.set()

    def has(self, card: str) -> bool:
        return card in self.cards

    def write(self, cards: Sequence[SentCard]) -> None:
        self.free.wait(LONG)
        if self.down:
            raise DatabaseDown("OperationalError 08006")
        self.cards += [card.card for card in cards]

    def keep_up(self) -> None:
        if self.down:
            raise DatabaseDown("OperationalError 08006")
        self.upkeeps += 1


@pytest.fixture
def store() -> Store:
    """A store that is up."""
    return Store()


@pytest.fixture
def journal(store: Store) -> Iterator[Journal]:
    """A journal with room for three cards, running."""
    found = Journal(store.write, store.keep_up, room=3, retry_seconds=0.02)
    found.start()
    yield found
    store.down = False
    store.free.set()
    found.close(LONG)


def cards(*names: str) -> list[SentCard]:
    """Cards of one answer."""
    return [replace(CARD, card=name) for name in names]


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    until = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_cards_are_written_soon(journal: Journal, store: Store) -> None:
    journal.note(cards("a", "b"))
    eventually(lambda: store.cards == ["a", "b"])


def test_upkeep_runs_at_once_and_not_with_every_card(journal: Journal, store: Store) -> None:
    for name in ("a", "b"):
        journal.note(cards(name))
        eventually(partial(store.has, name))
    assert store.upkeeps == 1


def test_an_answer_does_not_wait_for_a_store_that_hangs(journal: Journal, store: Store) -> None:
    store.free.clear()
    journal.note(cards("a"))
    before = time.monotonic()
    journal.note(cards("b", "c", "d", "e"))
    assert time.monotonic() - before < 1
    store.free.set()
    eventually(lambda: store.cards == ["a", "b", "c"])


def test_cards_wait_for_a_store_that_is_down(journal: Journal, store: Store, caplog: pytest.LogCaptureFixture) -> None:
    store.down = True
    with caplog.at_level(logging.INFO):
        journal.note(cards("a", "b"))
        eventually(lambda: "the store is down (OperationalError 08006)" in caplog.text)
        journal.note(cards("c", "d"))
        store.down = False
        eventually(lambda: "1 cards were dropped" in caplog.text)
    assert store.cards == ["a", "b", "c"]
    assert caplog.text.count("the store is down") == 1


def test_what_is_waiting_is_written_before_the_service_stops(store: Store) -> None:
    journal = Journal(store.write, store.keep_up)
    journal.start()
    journal.note(cards(*map(str, range(1_500))))
    journal.close(LONG)
    assert len(store.cards) == 1_500


def test_a_store_that_is_down_does_not_keep_the_service_from_stopping(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    journal = Journal(store.write, store.keep_up)
    store.down = True
    journal.start()
    journal.note(cards("a", "b"))
    before = time.monotonic()
    journal.close(LONG)
    assert time.monotonic() - before < LONG / 2
    assert "2 cards were not kept" in caplog.text


def test_a_journal_can_be_opened_again(store: Store) -> None:
    journal = Journal(store.write, store.keep_up)
    for name in ("a", "b"):
        journal.start()
        journal.note(cards(name))
        journal.close(LONG)
    assert store.cards == ["a", "b"]
