"""Address → SQLAlchemy engine whose commits are durable and whose waits end."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

WAIT_SECONDS = 3
"""How long a lock, a connection or a statement is waited for."""

_POOL: dict[str, Any] = {"pool_size": 8, "max_overflow": 0, "pool_timeout": WAIT_SECONDS}
_READ_ONLY = "net_cds_read_only"


def engine_at(url: URL, *, durable: bool = True) -> Engine:
    """An engine; nothing is opened yet. No value of a statement gets into the text of its errors.

    A commit that has returned survives a crash of the process; when `durable` also one of the machine.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "FULL" if durable else "NORMAL")
    return _postgresql(url, "on" if durable else "off")


def read_only(engine: Engine) -> Engine:
    """The same engine for transactions that only read: they keep no writer waiting."""
    return engine.execution_options(**{_READ_ONLY: True})


def _sqlite(url: URL, synchronous: str) -> Engine:
    """Transactions are begun in words: the driver of the standard library would begin them too late to be sure."""
    waits = {"timeout": WAIT_SECONDS, "isolation_level": None}
    engine = create_engine(url, hide_parameters=True, connect_args=waits, **_POOL)
    event.listen(engine, "connect", partial(_opened, synchronous))
    event.listen(engine, "begin", _begin)
    return engine


def _opened(synchronous: str, connection: Any, _: object) -> None:
    """What is deleted is overwritten, as comments must not linger in the file."""
    for pragma in ("journal_mode = WAL", f"synchronous = {synchronous}", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _postgresql(url: URL, synchronous_commit: str) -> Engine:
    # The encoding is named, as the driver gives bytes, and SQLAlchemy breaks on them, where the database is SQL_ASCII.
    ours = {"client_encoding": "utf8", "connect_timeout": WAIT_SECONDS, "tcp_user_timeout": 1000 * WAIT_SECONDS}
    asked = {name: value for name, value in ours.items() if name not in url.query}
    engine = create_engine(url, hide_parameters=True, connect_args=asked, pool_pre_ping=True, **_POOL)
    event.listen(engine, "begin", partial(_bounded, synchronous_commit))
    return engine


def _bounded(synchronous_commit: str, connection: Connection) -> None:
    """For this transaction, whatever the server's defaults; a pooler in between may not pass on start-up options."""
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{WAIT_SECONDS}s'")
    connection.exec_driver_sql(f"SET LOCAL synchronous_commit = {synchronous_commit}")
