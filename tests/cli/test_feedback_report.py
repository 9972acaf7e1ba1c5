"""`net-cds feedback report` as a site would use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cds_service.cli.main import main
from tests.database.databases import database_at
from tests.feedback.keeping import CARD, OVERRIDDEN, keep


@pytest.fixture(name="file")
def _file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database that the settings name; it is not there yet."""
    file = tmp_path / "net-cds.sqlite"
    monkeypatch.setenv("NET_CDS_DATABASE_URL", f"sqlite:///{file}")
    return file


@pytest.fixture(name="filled")
def _filled(file: Path) -> Path:
    """The same with a card and feedback."""
    database = database_at(f"sqlite:///{file}")
    keep(database, CARD, OVERRIDDEN)
    database.close()
    return file


def run(*arguments: str) -> Result:
    """The command."""
    return CliRunner().invoke(main, ["feedback", "report", *arguments])


@pytest.mark.usefixtures("filled")
def test_the_report_is_shown_in_the_terminal() -> None:
    done = run()
    assert done.exit_code == 0, done.output
    assert "1 cards in 1 answers with cards." in done.output
    assert "W02  Liver surgery in grade 3 disease" in done.output


@pytest.mark.usefixtures("filled")
def test_the_report_is_written_into_a_file(tmp_path: Path) -> None:
    for form, start in (("csv", "part,id,name"), ("html", "<!doctype html>"), ("table", "net-cds: what became")):
        output = tmp_path / f"report.{form}"
        assert run("--format", form, "--output", str(output)).output == f"{output}\n"
        assert output.read_text("utf-8").startswith(start)


@pytest.mark.usefixtures("filled")
def test_a_report_since_a_later_day_is_empty() -> None:
    assert "0 cards in 0 answers" in run("--since", "2026-11-25").output
    assert "1 cards in 1 answers" in run("--since", "2026-11-24").output


def test_where_nothing_is_kept_yet_nothing_is_made(file: Path) -> None:
    done = run()
    assert done.exit_code == 1
    assert "nothing is kept yet" in done.output
    assert not file.exists()


def test_a_database_that_cannot_be_read_is_told_without_a_traceback(file: Path) -> None:
    file.write_bytes(b"no database" * 1000)
    done = run()
    assert done.exit_code == 1
    assert "cannot be read now (DatabaseError SQLITE_NOTADB)" in done.output


def test_a_bad_setting_is_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NET_CDS_DATABASE_URL", "mysql://db/x")
    done = run()
    assert done.exit_code == 1
    assert "NET_CDS_DATABASE_URL" in done.output
