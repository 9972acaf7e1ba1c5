"""Database: transactions on tables that are up to date, or the word that it is down."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Lock

from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from cds_service.database.engine import WAIT_SECONDS, read_only
from cds_service.database.migrating import migrate

# A server that only reads, such as a standby, takes any SELECT.
_WRITES_NOTHING = text("UPDATE alembic_version SET version_num = version_num WHERE 1 = 0")


class DatabaseDown(Exception):
    """The database cannot be used; the message names the kind of failure and nothing of what was to be kept."""


class Database:
    """The tables of an engine, which are made or migrated before they are first used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = read_only(engine)
        self._current = False
        self._migrating = Lock()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, durable when the block has ended. Raises `DatabaseDown`; then nothing of it is kept."""
        with self._transaction(self._engine) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads. Raises `DatabaseDown`."""
        with self._transaction(self._reading) as connection:
            yield connection

    def check(self) -> None:
        """Raises `DatabaseDown` when nothing could be written now."""
        with self.writing() as connection:
            connection.execute(_WRITES_NOTHING)

    def overwrite(self) -> None:
        """Let what was deleted vanish from the log of an SQLite file too. Raises `DatabaseDown`."""
        if self._engine.dialect.name == "sqlite":
            with self._failing(), closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close what is open."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        with self._failing():
            self._bring_up_to_date()
            with engine.begin() as connection:
                yield connection

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, CommandError, sqlite3.Error) as error:
            self._current = False  # whatever is there when it is back
            raise DatabaseDown(kind_of(error)) from None  # PostgreSQL quotes the row in what it says

    def _bring_up_to_date(self) -> None:
        if self._current:
            return
        if not self._migrating.acquire(timeout=WAIT_SECONDS):
            raise DatabaseDown("another thread still waits for it")
        try:
            if not self._current:
                migrate(self._engine)
                self._current = True
        finally:
            self._migrating.release()


def kind_of(error: Exception) -> str:
    """The type of an error and the code that the database gave it; never its text, which may quote what was sent."""
    if isinstance(error, CommandError):
        return "its tables are of a later version of this program"
    cause = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
