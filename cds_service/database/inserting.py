"""INSERT with ON CONFLICT, in the words of the database at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert

_INSERT: Mapping[str, Callable[[Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_into(connection: Connection, table: Table) -> Insert:
    """An INSERT on which `on_conflict_do_nothing` and `on_conflict_do_update` can be called."""
    return _INSERT[connection.dialect.name](table)
