"""The service and the invented EHR, both on real sockets, and a patient whose record either of them may send."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from cds_service.bootstrap import application
from fhir_mappings.resources import LISTS
from tests.ehr.mock import Ehr, running, socket_server

DEMONSTRATION = Path(__file__).parents[2] / "cds_service/cli/demonstration"
PATIENT = DEMONSTRATION / "04-progression-on-analogue.json"
TOKEN = "token-Zaphod-7d1f"  # a marker: it must appear nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The service at `url`, the EHR beside it, and a patient in both."""

    url: str
    ehr: Ehr

    def call(self, *absent: str, door: str = "cds-services", **changes: Any) -> httpx.Response:
        """A call for the patient without the keys in `absent`, with whole members of the body replaced."""
        body = request_without(*absent) | changes
        return httpx.post(f"{self.url}/{door}/net-patient-view", json=body, timeout=20)

    def why(self, key: str = "procedures", **lent: Any) -> str:
        """Why a list that prefetch lacks was not read whole; the call itself is answered."""
        answer = self.call(key, door="explain", **(lent or self.lends()))
        assert answer.status_code == 200, answer.text
        found = answer.json()["lists"][key]
        assert not found["whole"]
        return str(found["why"])

    def lends(self, **changes: Any) -> dict[str, Any]:
        """The two members that lend access to the EHR's server."""
        lent = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 300, "scope": "patient/*.read"}
        return {"fhirServer": self.ehr.base, "fhirAuthorization": lent | {"subject": "net-cds"} | changes}


@contextmanager
def clinic_open(**environ: str) -> Iterator[Clinic]:
    """A service that may read from this machine, and an EHR that holds nothing yet."""
    settings = {"NET_CDS_AS_OF": "2026-11-24", "NET_CDS_FHIR_SERVERS": "loopback", "NET_CDS_TIME_BUDGET_MS": "1000"}
    with running() as ehr, socket_server(application(settings | environ)) as url:
        yield Clinic(url=url, ehr=ehr)


@pytest.fixture(scope="session", name="started")
def _started() -> Iterator[Clinic]:
    with clinic_open() as clinic:
        yield clinic


@pytest.fixture(scope="session")
def other() -> Iterator[Ehr]:
    """Another server, which nobody listed for anything."""
    with running() as ehr:
        yield ehr


@pytest.fixture
def clinic(started: Clinic) -> Clinic:
    """The service and an EHR that holds the whole record of the patient and takes only the token that is lent."""
    started.ehr.reset()
    started.ehr.records = records()
    started.ehr.token = TOKEN
    return started


def request_without(*keys: str) -> dict[str, Any]:
    """The patient's request without some prefetch keys."""
    body = copy.deepcopy(_request())
    body["prefetch"] = {key: value for key, value in body["prefetch"].items() if key not in keys}
    return body


def records() -> dict[str, list[dict[str, Any]]]:
    """The patient's resources by type."""
    prefetch = request_without()["prefetch"]
    lists = {LISTS[key]: [entry["resource"] for entry in value.get("entry", [])] for key, value in prefetch.items()}
    return lists | {"Patient": [prefetch["patient"]]}


@cache
def _request() -> dict[str, Any]:
    body: dict[str, Any] = json.loads(PATIENT.read_text("utf-8"))
    return body
