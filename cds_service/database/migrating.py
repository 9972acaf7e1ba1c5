"""Whatever tables are there → those of this version, one process at a time."""

from __future__ import annotations

from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

_LOCK_OF_ALL = 7_219_004_118  # any number, as long as every process takes the same
_ONE_AT_A_TIME = Lock()  # Alembic keeps what it is doing in a global


def migrate(engine: Engine) -> None:
    """Make or migrate the tables in one transaction; several processes may ask at once.

    Raises `alembic.util.exc.CommandError` when a later version of this program has migrated them already.
    """
    with _ONE_AT_A_TIME, engine.begin() as connection:
        _lock(connection)
        command.upgrade(_config(connection), "head")


def _lock(connection: Connection) -> None:
    """Until the transaction ends. Of SQLite, a transaction that writes is the lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_OF_ALL})


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "cds_service.database:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
