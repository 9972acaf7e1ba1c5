"""Every route of the whole application: HEAD is GET without a body, OPTIONS needs no token, pages run what is ours."""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import ASGIApp

from cds_service.bootstrap import application
from tests.auth.conftest import CLIENT

READ = [
    "/",
    "/cds-services",
    "/cds-services/",
    "/health/live",
    "/health/ready",
    "/fhir/metadata",
    "/fhir/ValueSet",
    "/fhir/CodeSystem/card-topic",
    "/terminology",
]
TEMPLATES = ("/cds-services/{}", "/explain/{}", "/cds-services/{}/feedback")
SENT = [path.format(f"net-{hook}") for hook in ("patient-view", "order-select", "order-sign") for path in TEMPLATES]
ORIGIN = "https://ehr.example.org"


@pytest.fixture(name="app", scope="module")
def _app(tmp_path_factory: pytest.TempPathFactory) -> ASGIApp:
    """The application as it runs in a hospital, where every call needs a token."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "clients.json").write_text(json.dumps([CLIENT]))
    return application(
        {
            "NET_CDS_PUBLIC_URL": "https://cds.example.org",
            "NET_CDS_CLIENTS": str(folder / "clients.json"),
            "NET_CDS_DATABASE_URL": f"sqlite:///{folder / 'net-cds.sqlite'}",
            "NET_CDS_CORS_ORIGINS": ORIGIN,
        }
    )


def ask(app: ASGIApp, method: str, path: str, **headers: str) -> httpx.Response:
    async def sent() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.request(method, path, headers=named)

    return asyncio.run(sent())


@pytest.mark.parametrize("path", READ)
def test_head_is_get_without_its_body(app: ASGIApp, path: str) -> None:
    head, got = ask(app, "HEAD", path), ask(app, "GET", path)
    assert (head.status_code, head.content) == (200, b"")
    differ = {"x-request-id"}
    assert {n: v for n, v in head.headers.items() if n not in differ} == {
        n: v for n, v in got.headers.items() if n not in differ
    }
    assert head.headers["content-length"] == str(len(got.content))


@pytest.mark.parametrize("path", SENT)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
def test_what_is_sent_to_can_only_be_sent_to(app: ASGIApp, path: str, method: str) -> None:
    answer = ask(app, method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
def test_what_is_read_can_only_be_read(app: ASGIApp, path: str, method: str) -> None:
    answer = ask(app, method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", [*READ, *SENT])
def test_a_browser_may_ask_first_without_a_token(app: ASGIApp, path: str) -> None:
    asked = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "authorization, content-type"}
    answer = ask(app, "OPTIONS", path, Origin=ORIGIN, **asked)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "origin" in answer.headers["vary"].lower()
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("path", [*SENT, "/cds-services", "/nothing"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_who_asks_from_elsewhere_gets_no_word_of_allowance(app: ASGIApp, path: str, method: str) -> None:
    for origin in ("https://evil.example.org", f"{ORIGIN}.evil.example.org", "null", "http://ehr.example.org"):
        answer = ask(app, method, path, Origin=origin)
        assert not [name for name in answer.headers if name.startswith("access-control-allow")]
        assert "Origin" in answer.headers["vary"]
        assert ask(app, "OPTIONS", path, Origin=origin, Access_Control_Request_Method=method).status_code == 400


@pytest.mark.parametrize(("path", "status"), [("/cds-services/net-patient-view", 401), ("/nothing", 404)])
def test_an_error_may_be_read_by_a_known_origin(app: ASGIApp, path: str, status: int) -> None:
    answer = ask(app, "POST", path, Origin=ORIGIN)
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "X-Request-ID" in answer.headers["access-control-expose-headers"]
    assert "Origin" in answer.headers["vary"]


def test_for_all_origins_nothing_is_reflected_even_with_a_cookie(tmp_path: Path) -> None:
    everybody = application({"NET_CDS_CORS_ORIGINS": "*", "NET_CDS_DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite'}"})
    answer = ask(everybody, "GET", "/cds-services", Origin="https://evil.example.org", Cookie="a=b")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/terminology"])
def test_a_page_runs_what_stands_in_it_and_nothing_else(app: ASGIApp, path: str) -> None:
    answer = ask(app, "GET", path)
    policy = answer.headers["content-security-policy"]
    styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert styles
    for style in styles:
        assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<[^>]+\s(style|on\w+)=", answer.text)


def test_no_route_is_left_out_here(app: FastAPI) -> None:
    """Besides those above there are the numbers and the machine's description, which have tests of their own."""
    listed = {path.replace("{}", "{identifier}") for path in TEMPLATES} | set(READ)
    elsewhere = {"/fhir/{kind}", "/fhir/{kind}/{identifier}", "/metrics", "/openapi.json"}
    found = set(app.openapi()["paths"])
    assert "/terminology" in found
    assert found - listed <= elsewhere
