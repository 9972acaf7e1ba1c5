"""A mock EHR, and our service: open to everybody, or only to the clients that it was told of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.serving import running
from tests.clients.dialects import trusted
from tests.clients.serving import service


@pytest.fixture(scope="module")
def ehr() -> Iterator[tuple[Ehr, str]]:
    """The EHR, whose FHIR server is open and gives 20 resources a page, and the base address of that server."""
    mock = Ehr(page_size=20)
    with running(mock) as address:
        yield mock, f"{address}/fhir"


@pytest.fixture(scope="module")
def open_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service as in the demonstration: nobody says who they are, FHIR servers of this machine may be read."""
    with service(tmp_path_factory.mktemp("open"), fhir_servers="loopback") as address:
        yield address


@pytest.fixture(scope="module")
def guarded_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service that knows the clients of `dialects` and nobody else."""
    folder = tmp_path_factory.mktemp("guarded")
    clients = folder / "clients.json"
    clients.write_text(trusted(), "utf-8")
    with service(folder, auth="required", clients=str(clients)) as address:
        yield address
