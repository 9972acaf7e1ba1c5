"""The store → what the report is made of: each card with what became of it; comments are not among it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, exists, func, select, true

from cds_service.feedback.keeping.tables import (
    CARD,
    CARD_ITEM,
    CARD_SUGGESTION,
    FEEDBACK,
    FEEDBACK_REASON,
    FEEDBACK_SUGGESTION,
)
from cds_service.feedback.outcome import Outcome, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCard:
    """A card that was sent.

    items     ids of the recommendations and warnings behind it
    buttons   how many it has; a card without any cannot be accepted
    offered   the orders of our list that its buttons make
    accepted  those of them whose button was clicked
    outcome   the last that was reported; None: none was, which is no rejection
    reasons   why it was overridden, each as often as it was said
    """

    topic: str
    indicator: str
    answer: str
    sent: datetime
    items: tuple[str, ...] = ()
    buttons: int = 0
    offered: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    outcome: Outcome | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The cards, and how much feedback there is about cards that are not on record."""

    cards: tuple[KeptCard, ...]
    unknown: int


def kept_since(connection: Connection, since: datetime | None = None) -> Kept:
    """Cards sent at or after this time (UTC, without zone) with all feedback about them; None: every card."""
    recent = CARD.c.sent >= since if since else true()
    items, buttons, outcomes, reasons = (
        _by_card(connection.execute(query.where(recent))) for query in (_items(), _buttons(), _outcomes(), _reasons())
    )
    cards = tuple(
        KeptCard(
            topic=row.topic,
            indicator=row.indicator,
            answer=row.answer,
            sent=row.sent,
            items=tuple(item for (item,) in items[row.service, row.card]),
            buttons=len(buttons[row.service, row.card]),
            offered=tuple(code for code, _ in buttons[row.service, row.card] if code),
            accepted=tuple(code for code, clicked in buttons[row.service, row.card] if code and clicked),
            outcome=next((Outcome(outcome) for outcome, _ in reversed(outcomes[row.service, row.card])), None),
            reasons=tuple(Reason(system=system, code=code) for system, code in reasons[row.service, row.card]),
        )
        for row in connection.execute(select(CARD).where(recent).order_by(CARD.c.sent, CARD.c.service, CARD.c.card))
    )
    return Kept(cards=cards, unknown=_unknown(connection, since))


def _items() -> Select[Any]:
    return _beside(CARD_ITEM, CARD_ITEM.c.item).order_by(CARD_ITEM.c.item)


def _buttons() -> Select[Any]:
    """Its order, if it makes one, and whether feedback accepts this very button."""
    said = FEEDBACK_SUGGESTION.join(FEEDBACK, FEEDBACK.c.id == FEEDBACK_SUGGESTION.c.feedback)
    same_button = FEEDBACK_SUGGESTION.c.suggestion == CARD_SUGGESTION.c.suggestion
    clicked = exists().select_from(said).where(_same_card(FEEDBACK), same_button).correlate(CARD, CARD_SUGGESTION)
    return _beside(CARD_SUGGESTION, CARD_SUGGESTION.c.code, clicked).order_by(CARD_SUGGESTION.c.code)


def _outcomes() -> Select[Any]:
    """The last one last; of two at the same time the acceptance counts ("accepted" comes first in the alphabet)."""
    return _beside(FEEDBACK, FEEDBACK.c.outcome, FEEDBACK.c.occurred).order_by(
        FEEDBACK.c.occurred, FEEDBACK.c.outcome.desc()
    )


def _reasons() -> Select[Any]:
    reasons = _beside(FEEDBACK, FEEDBACK_REASON.c.system, FEEDBACK_REASON.c.code)
    return reasons.join(FEEDBACK_REASON, FEEDBACK_REASON.c.feedback == FEEDBACK.c.id).order_by(
        FEEDBACK_REASON.c.system, FEEDBACK_REASON.c.code
    )


def _unknown(connection: Connection, since: datetime | None) -> int:
    recent = FEEDBACK.c.occurred >= since if since else true()
    known = exists().select_from(CARD).where(_same_card(FEEDBACK)).correlate(FEEDBACK)
    return connection.execute(select(func.count()).select_from(FEEDBACK).where(recent, ~known)).scalar_one()


def _beside(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    """The card of each row of a table, and these columns."""
    return select(CARD.c.service, CARD.c.card, *columns).join_from(CARD, table, _same_card(table))


def _same_card(table: Table) -> ColumnElement[bool]:
    return and_(table.c.service == CARD.c.service, table.c.card == CARD.c.card)


def _by_card(rows: Iterable[Sequence[Any]]) -> Mapping[tuple[str, str], list[tuple[Any, ...]]]:
    found: defaultdict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[row[0], row[1]].append(tuple(row[2:]))
    return found
