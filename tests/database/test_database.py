"""A transaction is durable or nothing; a database that is down is named, and is used again when it is back."""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ArgumentError

from cds_service.database.address import located
from cds_service.database.database import Database, DatabaseDown, kind_of
from cds_service.database.engine import engine_at
from cds_service.feedback.keeping.tables import METADATA
from tests.database.cluster import Cluster
from tests.database.databases import database_at

ADD = text("INSERT INTO feedback_suggestion VALUES (:feedback, :suggestion)")
COUNT = text("SELECT count(*) FROM feedback_suggestion")
MARKER = "Zaphod-7d1f"


def test_what_is_said_in_a_block_that_fails_is_not_kept(database: Database) -> None:
    def broken() -> None:
        with database.writing() as connection:
            connection.execute(ADD, {"feedback": "a", "suggestion": "b"})
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        broken()
    with database.reading() as connection:
        assert connection.scalar(COUNT) == 0


def test_an_error_of_the_database_does_not_tell_what_was_to_be_kept(database: Database) -> None:
    row = {"feedback": MARKER, "suggestion": MARKER}
    with pytest.raises(DatabaseDown) as told, database.writing() as connection:
        connection.execute(ADD, [row, row])
    assert MARKER not in "".join(traceback.format_exception(told.value))
    assert "IntegrityError" in str(told.value)


def test_a_database_without_an_encoding_keeps_every_character(cluster: Cluster) -> None:
    database = database_at(cluster.new_database(encoding="SQL_ASCII"))
    with database.writing() as connection:
        connection.execute(ADD, {"feedback": "ß – 京", "suggestion": "b"})
        assert connection.scalar(text("SELECT feedback FROM feedback_suggestion")) == "ß – 京"
    database.close()


def test_where_tokens_are_remembered_a_commit_need_not_be_on_the_disk(tmp_path: Path, cluster: Cluster) -> None:
    for address, question, answer in (
        (f"sqlite:///{tmp_path / 'x.sqlite'}", "PRAGMA synchronous", 1),
        (cluster.new_database(), "SHOW synchronous_commit", "off"),
    ):
        database = Database(engine_at(located(address), durable=False))
        with database.writing() as connection:
            assert connection.scalar(text(question)) == answer
        database.close()


def test_a_commit_of_sqlite_is_on_the_disk_and_what_is_deleted_is_gone(tmp_path: Path) -> None:
    database = database_at(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with database.writing() as connection:
        modes = [connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "secure_delete")]
    database.close()
    assert modes == ["wal", 2, 1]


def test_a_commit_of_postgresql_is_on_the_disk_whatever_the_database_says(cluster: Cluster) -> None:
    address = cluster.new_database()
    name = address.rpartition("/")[2]
    careless = database_at(address)
    with careless.writing() as connection:
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    careless.close()
    database = database_at(address)
    with database.writing() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
    database.close()


def test_whoever_only_reads_keeps_no_writer_waiting(database: Database) -> None:
    database.check()
    with database.reading() as reader, database.writing() as writer:
        assert reader.scalar(COUNT) == 0
        writer.execute(ADD, {"feedback": "a", "suggestion": "b"})


def test_a_database_that_is_locked_is_down_until_it_is_not(tmp_path: Path) -> None:
    database = database_at(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with locked(tmp_path / "x.sqlite"), pytest.raises(DatabaseDown, match="SQLITE_BUSY"):
        database.check()
    database.check()
    database.close()


def test_a_file_that_is_no_database_is_down(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"no database" * 100)
    database = database_at(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with pytest.raises(DatabaseDown, match="SQLITE_NOTADB"):
        database.check()
    database.close()


def test_a_server_that_is_down_is_down_and_when_it_is_back_it_is_back(cluster: Cluster) -> None:
    database = database_at(cluster.new_database())
    database.check()
    cluster.stop()
    try:
        with pytest.raises(DatabaseDown):
            database.check()
    finally:
        cluster.start()
    database.check()
    database.close()


def test_tables_that_vanish_are_made_again(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
        METADATA.drop_all(connection)
    with pytest.raises(DatabaseDown):
        database.check()
    database.check()


def test_an_error_without_a_code_is_named_by_its_type() -> None:
    assert kind_of(ArgumentError(MARKER)) == "ArgumentError"


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """As long as another program writes."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.close()
