"""What is kept, in a transaction of the caller's: rows are added once, however often they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete

from cds_service.database.inserting import insert_into
from cds_service.feedback.keeping.sent import SentCard, SentSuggestion
from cds_service.feedback.keeping.tables import (
    CARD,
    CARD_ITEM,
    CARD_SUGGESTION,
    FEEDBACK,
    FEEDBACK_COMMENT,
    FEEDBACK_REASON,
    FEEDBACK_SUGGESTION,
)
from cds_service.feedback.outcome import Feedback, comment_identity

Row = dict[str, Any]


def keep_cards(connection: Connection, cards: Sequence[SentCard]) -> None:
    """Cards that were sent; a card of a repeated call stays as it was the first time."""
    keys = [{"service": card.service, "card": card.card} for card in cards]
    pairs = list(zip(keys, cards, strict=True))
    _add(connection, CARD, [key | _card(card) for key, card in pairs])
    items = [key | {"item": item, "standing": how} for key, card in pairs for item, how in card.items.items()]
    _add(connection, CARD_ITEM, items)
    _add(connection, CARD_SUGGESTION, [key | _button(button) for key, card in pairs for button in card.suggestions])


def keep_feedback(connection: Connection, service: str, items: Iterable[Feedback], received: datetime) -> None:
    """All of it; the same outcome of the same card at the same time is one, with all that was ever said with it."""
    named = [(item.identity(service), item) for item in items]
    outcomes = [_feedback(key, service, item) | {"received": received} for key, item in named]
    _add(connection, FEEDBACK, outcomes)
    suggestions = [{"feedback": key, "suggestion": one} for key, item in named for one in item.suggestions]
    _add(connection, FEEDBACK_SUGGESTION, suggestions)
    reasons = [
        {"feedback": key, "system": reason.system, "code": reason.code}
        for key, item in named
        for reason in item.reasons
    ]
    _add(connection, FEEDBACK_REASON, reasons)
    comments = [_comment(key, comment) | {"received": received} for key, item in named for comment in item.comments]
    _add(connection, FEEDBACK_COMMENT, comments)


def forget_comments(connection: Connection, before: datetime) -> int:
    """Delete the comments that came before this time; their number."""
    return connection.execute(delete(FEEDBACK_COMMENT).where(FEEDBACK_COMMENT.c.received < before)).rowcount


def _add(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Those that are not there yet. Always in the same order: two batches at once must not wait for each other."""
    keys = [column.name for column in table.primary_key]
    ordered = sorted(rows, key=lambda row: [row[key] for key in keys])
    if ordered:
        connection.execute(insert_into(connection, table).on_conflict_do_nothing(), ordered)


def _card(card: SentCard) -> Row:
    return {
        "answer": card.answer,
        "topic": card.topic,
        "indicator": card.indicator,
        "guideline_version": card.guideline_version,
        "guideline_hash": card.guideline_hash,
        "sent": card.sent,
    }


def _button(button: SentSuggestion) -> Row:
    return {"suggestion": button.id, "does": button.does, "code": button.code}


def _feedback(key: str, service: str, item: Feedback) -> Row:
    return {"id": key, "service": service, "card": item.card, "outcome": item.outcome.value, "occurred": item.occurred}


def _comment(feedback: str, comment: str) -> Row:
    return {"id": comment_identity(feedback, comment), "feedback": feedback, "comment": comment}
