"""A sound, open mock EHR with two invented people, for tests that change nothing in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cds_service.harness.ehr.ehr import Ehr
from tests.harness.ehr.server.people import PEOPLE
from tests.harness.ehr.server.wire import Wire, wired


@pytest.fixture(scope="module", name="sound")
def _sound() -> Iterator[Wire]:
    with wired(Ehr(PEOPLE)) as wire:
        yield wire
