"""The tables are made once, by whichever process comes first, and are those that the code declares."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect, text

from cds_service.auth.replay import database as tokens
from cds_service.database.address import located
from cds_service.database.database import Database, DatabaseDown
from cds_service.database.engine import engine_at
from cds_service.feedback.keeping import tables as feedback
from tests.database.databases import database_at

PROCESSES = 4
START = """
import sys
from cds_service.database.address import located
from cds_service.database.database import Database
from cds_service.database.engine import engine_at
database = Database(engine_at(located(sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
database.check()
"""


def test_the_steps_make_the_tables_that_are_declared(database: Database) -> None:
    with database.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, _declared()) == []


def test_what_is_kept_is_there_after_a_restart(address: str) -> None:
    before = database_at(address)
    with before.writing() as connection:
        connection.execute(text("INSERT INTO feedback_suggestion VALUES ('a', 'b')"))
    before.close()
    after = database_at(address)
    with after.reading() as connection:
        assert connection.scalar(text("SELECT suggestion FROM feedback_suggestion")) == "b"
    after.close()


def test_processes_that_start_at_once_all_find_the_tables(address: str) -> None:
    database_at(address).close()
    command = [sys.executable, "-c", START, address]
    started = [_started(command) for _ in range(PROCESSES)]
    assert {process.stdout.readline() for process in started if process.stdout} == {"ready\n"}
    for process in started:
        if process.stdin:
            process.stdin.write("\n")
            process.stdin.flush()
    for process in started:
        process.communicate(timeout=60)
    assert [process.returncode for process in started] == [0] * PROCESSES


def test_a_step_that_fails_leaves_nothing_behind(address: str) -> None:
    """A table is in the way of the last ones."""
    engine = engine_at(located(address))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE feedback_comment (x INTEGER)"))
    database = database_at(address)
    with pytest.raises(DatabaseDown):
        database.check()
    assert inspect(engine).get_table_names() == ["feedback_comment"]
    engine.dispose()
    database.close()


def test_tables_of_a_later_version_are_not_touched(database: Database) -> None:
    database.check()
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of_next_year'"))
    with pytest.raises(DatabaseDown) as told:
        Database(database._engine).check()
    assert "later version" in str(told.value)


def _declared() -> MetaData:
    """The tables of every room."""
    whole = MetaData()
    for table in (*feedback.METADATA.sorted_tables, *tokens.METADATA.sorted_tables):
        table.to_metadata(whole)
    return whole


def _started(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
