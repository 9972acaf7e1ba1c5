"""From nothing to the cards that were sent and the feedback about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "cards_and_feedback"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _cards()
    _feedback()


def _cards() -> None:
    op.create_table(
        "card",
        _name("service", key=True),
        _name("card", key=True),
        *map(_name, ("answer", "topic", "indicator", "guideline_version", "guideline_hash")),
        sa.Column("sent", sa.DateTime(), nullable=False),
    )
    op.create_index("card_sent", "card", ["sent"])
    op.create_table(
        "card_item", _name("service", key=True), _name("card", key=True), _name("item", key=True), _name("standing")
    )
    op.create_table(
        "card_suggestion",
        _name("service", key=True),
        _name("card", key=True),
        _name("suggestion", key=True),
        _name("does"),
        _name("code"),
    )


def _feedback() -> None:
    op.create_table(
        "feedback",
        _name("id", key=True),
        _name("service"),
        _name("card", 200),
        _name("outcome"),
        sa.Column("occurred", sa.DateTime(), nullable=False),
        sa.Column("received", sa.DateTime(), nullable=False),
    )
    op.create_index("feedback_card", "feedback", ["service", "card"])
    op.create_index("feedback_occurred", "feedback", ["occurred"])
    op.create_table("feedback_suggestion", _name("feedback", key=True), _name("suggestion", 200, key=True))
    op.create_table(
        "feedback_reason", _name("feedback", key=True), _name("system", 500, key=True), _name("code", 200, key=True)
    )
    op.create_table(
        "feedback_comment",
        _name("id", key=True),
        _name("feedback"),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("received", sa.DateTime(), nullable=False),
    )
    op.create_index("feedback_comment_received", "feedback_comment", ["received"])


def _name(name: str, length: int = 64, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), primary_key=key, nullable=False)
