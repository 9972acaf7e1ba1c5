"""The pytest plugin of the harness, which gives other projects the fixtures `cds_conformance` and `mock_ehr`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # nothing heavy is imported before a test asks for it
    from cds_service.harness.conformance import Check
    from cds_service.harness.ehr.whole import MockEhr


@pytest.fixture(scope="session")
def cds_conformance() -> Check:
    """Holds a CDS Hooks service to the specification.

    `cds_conformance("http://127.0.0.1:8000").holds()` fails with each broken rule and its evidence. In place of the
    address an ASGI application is served for the time of the run. `target="1.1"` names another version of CDS Hooks,
    `requests="folder"` hook requests that lead to cards, `headers={"Authorization": …}` what each request carries.
    """
    from cds_service.harness.conformance import conformance

    return conformance


@pytest.fixture(name="mock_ehr")
def _mock_ehr() -> Iterator[MockEhr]:
    """A mock EHR on a free port of this machine, empty and sound in each test.

    `mock_ehr.load(bundle)`, `mock_ehr.fault("slow")`, `mock_ehr.call(url, "patient-view", patient="p1").cards`, and
    `mock_ehr.asked` for what the service asked its FHIR server.
    """
    from cds_service.harness.ehr.whole import mock_ehr

    with mock_ehr() as ehr:
        yield ehr
