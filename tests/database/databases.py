"""An empty database of each kind that the service can be given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cds_service.database.address import file_of, located, make_file
from cds_service.database.database import Database
from cds_service.database.engine import engine_at

KINDS = ("sqlite", "postgresql")


def address_of(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """What would stand in the setting; the server is only asked for where it is needed."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'net-cds.sqlite'}"
    new_database: Callable[[], str] = request.getfixturevalue("cluster").new_database
    return new_database()


def database_at(address: str) -> Database:
    """The database as the service would use it."""
    url = located(address)
    if file := file_of(url):
        make_file(file)
    return Database(engine_at(url))
