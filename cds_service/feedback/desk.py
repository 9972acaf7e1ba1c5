"""The desk of the service: cards are noted, feedback is taken, and a store that hangs keeps nobody waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from anyio import CapacityLimiter, fail_after, to_thread

from cds_service.cards.card import Card
from cds_service.database.database import Database, DatabaseDown
from cds_service.feedback.keeping.journal import Journal
from cds_service.feedback.keeping.sent import SentCard, sent_cards
from cds_service.feedback.keeping.store import forget_comments, keep_cards, keep_feedback
from cds_service.feedback.outcome import Feedback

_TAKE_SECONDS = 10.0
_CHECK_SECONDS = 1.0
_CLOSE_SECONDS = 5.0
_THREADS = 4  # of their own, so that a store that hangs does not use up those that advise


class Desk:
    """One database, for one process. Comments are kept for `comment_days` days; 0: not at all."""

    def __init__(self, database: Database, comment_days: int, now: Callable[[], datetime] | None = None) -> None:
        self._database, self._comment_days, self._now = database, comment_days, now or _utc
        self._journal = Journal(self._write, self._forget)
        self._takers, self._checker = CapacityLimiter(_THREADS), CapacityLimiter(1)

    def note(self, service: str, cards: Iterable[Card], guideline: Mapping[str, Any]) -> None:
        """Cards that are being sent. Never waits; whether they are kept is not for the answer to know."""
        self._journal.note(sent_cards(service, cards, guideline, self._now()))

    async def take(self, service: str, items: Sequence[Feedback]) -> None:
        """Feedback, all or nothing: it is kept for good when this returns.

        Raises `DatabaseDown` when that is not certain.
        """
        kept = items if self._comment_days else [replace(item, comments=()) for item in items]
        await _within(_TAKE_SECONDS, partial(self._keep, service, kept), self._takers)

    async def is_up(self) -> bool:
        """Whether feedback could be taken now."""
        try:
            await _within(_CHECK_SECONDS, self._database.check, self._checker)
        except DatabaseDown:
            return False
        return True

    def open(self) -> None:
        """Make or migrate the tables and delete old comments, now or as soon as the store is up."""
        self._journal.start()

    async def close(self) -> None:
        """Write what is waiting, and let go of the store."""
        await to_thread.run_sync(self._journal.close, _CLOSE_SECONDS)
        self._database.close()

    def _write(self, cards: Sequence[SentCard]) -> None:
        with self._database.writing() as connection:
            keep_cards(connection, cards)

    def _keep(self, service: str, items: Sequence[Feedback]) -> None:
        with self._database.writing() as connection:
            keep_feedback(connection, service, items, self._now())

    def _forget(self) -> None:
        with self._database.writing() as connection:
            forgotten = forget_comments(connection, self._now() - timedelta(days=self._comment_days))
        if forgotten:
            self._database.overwrite()


async def _within(seconds: float, work: Callable[[], None], threads: CapacityLimiter) -> None:
    """Work that is given up after this time; it may still be carried out, which for feedback is no harm."""
    try:
        with fail_after(seconds):
            await to_thread.run_sync(work, limiter=threads, abandon_on_cancel=True)
    except TimeoutError as error:
        raise DatabaseDown("TimeoutError") from error


def _utc() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
