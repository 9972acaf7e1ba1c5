"""The tables: cards that were sent, and what was said about them; times are UTC, as SQLite knows no zones."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, MetaData, String, Table, Text

NAME, CODE, LINE = 64, 200, 500  # the longest ids of ours, ids and codes of clients, code systems of clients

METADATA = MetaData()

# One row for each card. `answer` is drawn by lot: the cards of one answer share it, and it leads nowhere.
CARD = Table(
    "card",
    METADATA,
    Column("service", String(NAME), primary_key=True),
    Column("card", String(NAME), primary_key=True),
    Column("answer", String(NAME), nullable=False),
    Column("topic", String(NAME), nullable=False),
    Column("indicator", String(NAME), nullable=False),
    Column("guideline_version", String(NAME), nullable=False),
    Column("guideline_hash", String(NAME), nullable=False),
    Column("sent", DateTime, nullable=False),
    Index("card_sent", "sent"),
)

# The recommendations and warnings behind a card; `standing` is the status of the one, the indicator of the other.
CARD_ITEM = Table(
    "card_item",
    METADATA,
    Column("service", String(NAME), primary_key=True),
    Column("card", String(NAME), primary_key=True),
    Column("item", String(NAME), primary_key=True),
    Column("standing", String(NAME), nullable=False),
)

# The buttons of a card; `code`: the order of our list that the button makes, empty where it makes none.
CARD_SUGGESTION = Table(
    "card_suggestion",
    METADATA,
    Column("service", String(NAME), primary_key=True),
    Column("card", String(NAME), primary_key=True),
    Column("suggestion", String(NAME), primary_key=True),
    Column("does", String(NAME), nullable=False),
    Column("code", String(NAME), nullable=False),
)

# One row for each outcome of a card at one time; `id` is made of these, so that a repeat is the same row.
FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", String(NAME), primary_key=True),
    Column("service", String(NAME), nullable=False),
    Column("card", String(CODE), nullable=False),
    Column("outcome", String(NAME), nullable=False),
    Column("occurred", DateTime, nullable=False),
    Column("received", DateTime, nullable=False),
    Index("feedback_card", "service", "card"),
    Index("feedback_occurred", "occurred"),
)

FEEDBACK_SUGGESTION = Table(
    "feedback_suggestion",
    METADATA,
    Column("feedback", String(NAME), primary_key=True),
    Column("suggestion", String(CODE), primary_key=True),
)

FEEDBACK_REASON = Table(
    "feedback_reason",
    METADATA,
    Column("feedback", String(NAME), primary_key=True),
    Column("system", String(LINE), primary_key=True),
    Column("code", String(CODE), primary_key=True),
)

# Free text may name a patient: it stands apart, is never joined to a card in a report, and is deleted in time.
FEEDBACK_COMMENT = Table(
    "feedback_comment",
    METADATA,
    Column("id", String(NAME), primary_key=True),
    Column("feedback", String(NAME), nullable=False),
    Column("comment", Text, nullable=False),
    Column("received", DateTime, nullable=False),
    Index("feedback_comment_received", "received"),
)
