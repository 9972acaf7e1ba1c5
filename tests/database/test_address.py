"""The setting of the database: which addresses are understood, and what is made there."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from cds_service.database.address import file_of, located, make_file

SECRET = "Zaphod-7d1f"


@pytest.mark.parametrize(
    ("text", "driver", "database"),
    [
        ("sqlite:///net-cds.sqlite", "sqlite+pysqlite", "net-cds.sqlite"),
        ("sqlite:////var/lib/net-cds.sqlite", "sqlite+pysqlite", "/var/lib/net-cds.sqlite"),
        ("postgresql://me:secret@db.example.org:5433/net_cds?sslmode=require", "postgresql+psycopg", "net_cds"),
        ("postgresql:///net_cds", "postgresql+psycopg", "net_cds"),
    ],
)
def test_a_plain_address_gets_its_driver(text: str, driver: str, database: str) -> None:
    assert (located(text).drivername, located(text).database) == (driver, database)


@pytest.mark.parametrize(
    "text",
    [
        f"net-cds-{SECRET}.sqlite",
        f"mysql://me:{SECRET}@db/x",
        f"postgresql://me:{SECRET}@db",
        f"postgresql://me:{SECRET}@db:port/x",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///file:x?uri=true",
        "sqlite:///x.sqlite?mode=ro",
        f"sqlite://host/{SECRET}",
        "postgresql+asyncpg://me@db/x",
    ],
)
def test_another_address_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="such as") as refusal:
        located(text)
    assert SECRET not in str(refusal.value)


def test_without_a_setting_the_file_is_in_the_data_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert file_of(located("")) == tmp_path / "net-cds" / "net-cds.sqlite"


def test_a_data_directory_that_is_not_absolute_does_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "data")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert file_of(located("")) == tmp_path / ".local" / "share" / "net-cds" / "net-cds.sqlite"


def test_a_server_is_no_file() -> None:
    assert file_of(located("postgresql:///net_cds")) is None


def test_only_this_user_can_read_what_is_made(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "down" / "net-cds.sqlite"
    make_file(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_file_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match="may make and write"):
        make_file(tmp_path / "file" / "net-cds.sqlite")
