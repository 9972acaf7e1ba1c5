"""What a user did with a card → an item of feedback."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cds_service.harness.ehr.client.answering.card import Card, Coding, Suggestion

Item = dict[str, Any]


def accepted(card: Card, suggestions: Iterable[Suggestion], at: datetime | None = None) -> Item | None:
    """The item for suggestions that were taken; None where card or suggestions have no uuid (C-K03)."""
    taken = [{"id": suggestion.uuid} for suggestion in suggestions if suggestion.uuid]
    if not card.uuid or not taken:
        return None
    return {"card": card.uuid, "outcome": "accepted", "acceptedSuggestions": taken, "outcomeTimestamp": _stamp(at)}


def overridden(
    card: Card, *, reason: Coding | None = None, comment: str | None = None, at: datetime | None = None
) -> Item | None:
    """The item for a card that was dismissed; None if it has no uuid. Of the reason its code and system are told."""
    if not card.uuid:
        return None
    item = {"card": card.uuid, "outcome": "overridden", "outcomeTimestamp": _stamp(at)}
    why: dict[str, Any] = {}
    if reason:
        why["reason"] = {name: reason[name] for name in ("code", "system") if name in reason}
    if comment:
        why["userComment"] = comment
    return {**item, "overrideReason": why} if why else item


def _stamp(at: datetime | None) -> str:
    """The moment in UTC (C-K07); without one, now."""
    moment = (at or datetime.now(UTC)).astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
