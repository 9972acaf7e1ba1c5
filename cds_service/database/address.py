"""Setting → the address of the database, and the file in which it is kept."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

EXAMPLES = "sqlite:////var/lib/net-cds/net-cds.sqlite or postgresql://user:password@host/net_cds"
_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}


def located(text: str) -> URL:
    """The address that the setting means; of none, that of a file in the user's data directory.

    Raises `ValueError` with the remedy; the text is not in it, as it may hold a password.
    """
    try:
        url = make_url(text or f"sqlite:///{_default_file()}")
    except (ArgumentError, ValueError) as error:
        raise ValueError(f"must be an address such as {EXAMPLES}") from error
    driver = _DRIVERS.get(url.drivername)
    if driver is None or not url.database:
        raise ValueError(f"must be an address such as {EXAMPLES}")
    if url.drivername == "sqlite" and (url.host or url.query or url.database.startswith((":", "file:"))):
        raise ValueError("must name a file of SQLite, without options, such as sqlite:////var/lib/net-cds/x.sqlite")
    return url.set(drivername=driver)


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None when the database is a server's."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def make_file(file: Path) -> None:
    """Make the file, for this user's eyes only, and the folders above it, where they are not there yet.

    Raises `ValueError` with the remedy when that is not possible.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise ValueError(f"must be a file that this user may make and write; name one, as {EXAMPLES}") from error


def _default_file() -> Path:
    """As the XDG base directories have it."""
    data = Path(os.environ.get("XDG_DATA_HOME", ""))
    try:
        return (data if data.is_absolute() else Path.home() / ".local" / "share") / "net-cds" / "net-cds.sqlite"
    except RuntimeError as error:
        raise ValueError("this user has no home: name a file, such as sqlite:///net-cds.sqlite") from error
