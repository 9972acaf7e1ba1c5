"""A mock EHR with two invented people, and an app that was sent to it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from cds_service.harness.ehr.whole import mock_ehr
from tests.harness.ehr.server.people import PEOPLE
from tests.harness.ehr.smart.app import App


@pytest.fixture(scope="module", name="app")
def _app() -> Iterator[App]:
    with mock_ehr() as ehr, httpx.Client(timeout=10) as http:
        ehr.load(PEOPLE)
        yield App(ehr=ehr, http=http)
