"""What the description allows, and what it forbids, is sent to the real service: it answers as described, never 5xx."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from cds_service.bootstrap import application
from tests.ehr.mock import socket_server
from tests.web.openapi.described import SETTINGS, schema

# What fits the schema may still be refused: a list that is needed may be missing (412), a Patient be another's (400).
NOT_HELD_TO: list[Any] = [positive_data_acceptance]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service."""
    file = tmp_path_factory.mktemp("fuzz") / "net-cds.sqlite"
    with socket_server(application(SETTINGS | {"NET_CDS_DATABASE_URL": f"sqlite:///{file}"})) as url:
        yield url


@pytest.mark.slow
@schema().parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_call_is_answered_as_described(case: schemathesis.Case[Any], base: str) -> None:
    case.call_and_validate(base_url=base, excluded_checks=NOT_HELD_TO)
