"""Every test here that asks for `address` or `database` runs on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cds_service.database.database import Database
from tests.database.cluster import Cluster, running_cluster
from tests.database.databases import KINDS, address_of, database_at


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server."""
    with running_cluster() as found:
        yield found


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    return address_of(request.param, tmp_path, request)


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """The same, as the service would use it."""
    found = database_at(address)
    yield found
    found.close()
