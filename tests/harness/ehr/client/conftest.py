"""A mock EHR with two invented people, and a service that listens to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from cds_service.harness.ehr.whole import MockEhr, mock_ehr
from tests.harness.ehr.client.listening import Listener, listening
from tests.harness.ehr.server.people import PEOPLE


@pytest.fixture(scope="session", name="running_ehr")
def _running_ehr() -> Iterator[MockEhr]:
    with mock_ehr(today=date(2026, 11, 24), timeout=5) as ehr:
        yield ehr


@pytest.fixture(name="ehr")
def _ehr(running_ehr: MockEhr) -> MockEhr:
    """An EHR that is sound and holds two people."""
    running_ehr.fault(None)
    running_ehr.ehr.hold([*PEOPLE, {"resourceType": "Practitioner", "id": "mock-practitioner"}])
    running_ehr.ehr.page_size = 100
    running_ehr.ehr.forget()
    return running_ehr


@pytest.fixture(scope="session", name="listener_up")
def _listener_up() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture(name="listener")
def _listener(listener_up: Listener) -> Listener:
    """A service that has heard nothing and has nothing to say."""
    listener_up.heard.clear()
    listener_up.answers.append({"cards": []})
    return listener_up
