"""Cards and feedback to keep, and what of them is found in the tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, select

from cds_service.database.database import Database
from cds_service.feedback.keeping.sent import SentCard, SentSuggestion
from cds_service.feedback.keeping.store import keep_cards, keep_feedback
from cds_service.feedback.outcome import Feedback, Outcome, Reason

SERVICE = "net-order-sign"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC).replace(tzinfo=None)
ORDER = SentSuggestion(id="sug-order", does="create", code="ki67")
CANCEL = SentSuggestion(id="sug-cancel", does="delete", code="")
CARD = SentCard(
    service=SERVICE,
    card="card-1",
    answer="answer-1",
    topic="W02",
    indicator="critical",
    guideline_version="2026.11.1",
    guideline_hash="0" * 64,
    sent=NOW,
    items={"W02": "critical", "R12": "blocked"},
    suggestions=(ORDER, CANCEL),
)
ACCEPTED = Feedback(
    card="card-1", outcome=Outcome.ACCEPTED, occurred=NOW, instant="2026-11-24T09:30:00.", suggestions=("sug-order",)
)
OVERRIDDEN = Feedback(
    card="card-1",
    outcome=Outcome.OVERRIDDEN,
    occurred=NOW,
    instant="2026-11-24T09:30:00.",
    reasons=(Reason(system="", code="x"),),
    comments=("said at the board",),
)


def at(item: Feedback, minutes: int) -> Feedback:
    """The same, so many minutes later."""
    when = NOW + timedelta(minutes=minutes)
    return replace(item, occurred=when, instant=when.isoformat())


def keep(database: Database, *items: SentCard | Feedback, received: datetime = NOW) -> None:
    """Keep these."""
    with database.writing() as connection:
        keep_cards(connection, [item for item in items if isinstance(item, SentCard)])
        keep_feedback(connection, SERVICE, [item for item in items if isinstance(item, Feedback)], received)


def rows(database: Database, table: Table, columns: Iterable[str]) -> list[tuple[Any, ...]]:
    """These columns of each row of a table, in order."""
    names = list(columns)
    with database.reading() as connection:
        found = connection.execute(select(*(table.c[name] for name in names)).order_by(*names))
        return [tuple(row) for row in found]
