"""The client as which the tests of the harness call, and the EHR that it lends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cds_service.harness.lending.lent_ehr import LentEhr, lent_ehr
from cds_service.harness.lending.publishing import identity_in
from cds_service.harness.signing.identity import Identity

TENANT = "ward 3"


@pytest.fixture(scope="session", name="identity")
def _identity(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Identity]:
    """A client whose keys are published."""
    with identity_in(tmp_path_factory.mktemp("keys"), tenant=TENANT) as identity:
        yield replace(identity, is_published=True)


@pytest.fixture(scope="session", name="lent")
def _lent() -> Iterator[LentEhr]:
    """A mock EHR that can be lent."""
    with lent_ehr() as ehr:
        yield ehr
