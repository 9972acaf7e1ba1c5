"""What is observed of a call: an id, one line in the log, the numbers; and the headers that every answer has."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import pytest

from cds_service.auth.admission import Call
from cds_service.auth.client import Caller
from cds_service.auth.refusal import Fault, Refusal, Why
from cds_service.bootstrap import application
from cds_service.settings import load
from cds_service.web.app import create_app
from tests.cli.hostile import MARKER
from tests.web.conftest import handlers_of

RAW = json.dumps({"hook": "patient-view", "hookInstance": "i", "context": {"userId": "a", "patientId": "b"}}).encode()
JSON = {"Content-Type": "application/json"}
DEMONSTRATION = Path(__file__).parents[2] / "cds_service/cli/demonstration/01-resectable-g1.json"


async def anybody(_: Call) -> Caller:
    return Caller(iss="https://ehr.example.org")


def refusing(why: Why, fault: Fault | None = None) -> Any:
    async def refuse(_: Call) -> Refusal:
        return Refusal(why=why, fault=fault)

    return refuse


def asked(
    *calls: tuple[str, str],
    admit: Any = anybody,
    broken: bool = False,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> list[httpx.Response]:
    """The answers to these calls (method and path), and after them that of /metrics."""

    def respond(*_: object) -> dict[str, Any]:
        if broken:
            raise ValueError(MARKER)
        return {"cards": []}

    handlers = replace(
        handlers_of(respond), admit=admit, guideline={"id": "g", "version": "1", "hash": "0123456789abcdef"}
    )
    app = create_app(handlers, load({"NET_CDS_CORS_ORIGINS": "https://ehr.example.org"}))

    async def sent() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://t", headers={**JSON, **headers}) as client:
            return [await client.request(*call, content=RAW) for call in (*calls, ("GET", "/metrics"))]

    return asyncio.run(sent())


def lines(caplog: pytest.LogCaptureFixture) -> list[Mapping[str, Any]]:
    """What the lines of calls tell."""
    return [record.__dict__["facts"] for record in caplog.records if record.getMessage() == "call"]


@pytest.fixture(autouse=True)
def _at_info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="cds_service")


def test_the_line_of_a_call(caplog: pytest.LogCaptureFixture) -> None:
    answer = asked(("POST", f"/cds-services//toy?{MARKER}=1"))[0]
    (line,) = lines(caplog)
    assert line["ms"] >= 0
    assert {name: value for name, value in line.items() if name != "ms"} == {
        "request": answer.headers["x-request-id"],
        "method": "POST",
        "route": "/cds-services/{identifier}",
        "status": 200,
        "service": "toy",
        "client": "https://ehr.example.org",
        "knowledge": "0123456789ab",
    }


def test_the_id_of_a_call_is_ours_whatever_the_client_sends() -> None:
    ids = {answer.headers["x-request-id"] for answer in asked(*[("GET", "/")] * 5, headers={"X-Request-ID": MARKER})}
    assert len(ids) == 6
    assert all(re.fullmatch(r"[0-9a-f]{32}", identifier) for identifier in ids)


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", f"/{MARKER}", "none"),
        ("GET", f"/cds-services/{MARKER}", "/cds-services/{identifier}"),
        ("POST", f"/explain/{MARKER}", "/explain/{identifier}"),
        (MARKER, f"/cds-services/{MARKER}", "/cds-services/{identifier}"),
    ],
)
def test_nothing_of_an_address_or_a_method_is_told_or_counted(
    method: str, path: str, route: str, caplog: pytest.LogCaptureFixture
) -> None:
    _, numbers = asked((method, path))
    assert lines(caplog)[0]["route"] == route
    assert f'route="{route}",service=""' in numbers.text
    assert MARKER not in caplog.text + str(lines(caplog)) + numbers.text


@pytest.mark.parametrize(
    ("why", "fault", "reason"),
    [
        (Why.NOT_AUTHENTICATED, Fault.EXPIRED, "expired"),
        (Why.NOT_ENTITLED, None, "not_entitled"),
        (Why.TOO_MANY, None, "too_many"),
    ],
)
def test_why_a_call_was_not_admitted_is_told_and_counted(
    why: Why, fault: Fault | None, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    _, numbers = asked(("POST", "/cds-services/toy"), admit=refusing(why, fault))
    assert lines(caplog)[0]["refused"] == reason
    assert "client" not in lines(caplog)[0]
    assert f'net_cds_refusals_total{{reason="{reason}",service="toy"}} 1.0' in numbers.text


def test_the_id_of_a_bug_is_that_of_its_call(caplog: pytest.LogCaptureFixture) -> None:
    answer = asked(("POST", "/cds-services/toy"), broken=True)[0]
    identifier = answer.headers["x-request-id"]
    assert answer.status_code == 500
    assert f"logged as {identifier}" in answer.text
    assert f"error {identifier}: ValueError at " in caplog.text
    assert lines(caplog)[0]["status"] == 500
    assert MARKER not in caplog.text


def test_the_health_of_the_service_is_told_only_when_it_fails(caplog: pytest.LogCaptureFixture) -> None:
    asked(("GET", "/health/live"), ("HEAD", "/health/ready"))
    assert lines(caplog) == []


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/nothing"), ("POST", "/cds-services/toy"), ("PUT", "/cds-services"), ("GET", "/metrics")],
)
@pytest.mark.parametrize("broken", [False, True])
def test_every_answer_is_guarded_by_its_headers(method: str, path: str, broken: bool) -> None:
    headers = asked((method, path), broken=broken)[0].headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert len(headers["x-request-id"]) == 32


def test_a_preflight_is_guarded_too() -> None:
    sent = {"Origin": "https://ehr.example.org", "Access-Control-Request-Method": "POST"}
    answer = asked(("OPTIONS", "/cds-services/toy"), headers=sent)[0]
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_cards_and_lists_of_the_whole_application_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = application({"NET_CDS_AS_OF": "2026-11-24", "NET_CDS_DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite'}"})
    body = json.loads(DEMONSTRATION.read_text("utf-8"))
    del body["prefetch"]["procedures"]

    async def sent() -> str:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client:
            asking = body | {"fhirServer": "https://fhir.example.org/r4"}
            (await client.post("/cds-services/net-patient-view", json=asking)).raise_for_status()
            return (await client.get("/metrics")).text

    numbers = asyncio.run(sent())
    assert lines(caplog)[0]["cards"] == 2
    assert lines(caplog)[0]["lists"] == {"not_listed": 1}
    assert 'net_cds_ehr_lists_total{outcome="not_listed",service="net-patient-view"} 1.0' in numbers
    assert 'net_cds_cards_total{indicator="info",service="net-patient-view",topic="pathway"} 1.0' in numbers
    assert f'knowledge_hash="{lines(caplog)[0]["knowledge"]}' in numbers
    assert "net_cds_store_up 1.0" in numbers


def test_numbers_may_be_off() -> None:
    app = create_app(handlers_of(lambda *_: {}), load({"NET_CDS_METRICS": "off"}))

    async def sent() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client:
            return (await client.get("/metrics")).status_code

    assert asyncio.run(sent()) == 404
