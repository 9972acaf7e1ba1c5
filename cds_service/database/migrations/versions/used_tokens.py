"""The tokens that were used, which must not be used again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "used_tokens"
down_revision = "cards_and_feedback"


def upgrade() -> None:
    """Make the table, unless an early version of this program has made it in a file of SQLite."""
    op.create_table(
        "used_token",
        sa.Column("digest", sa.LargeBinary(), primary_key=True, nullable=False),
        sa.Column("until", sa.Float(53), nullable=False),
        if_not_exists=True,
    )
    op.create_index("used_token_until", "used_token", ["until"], if_not_exists=True)
