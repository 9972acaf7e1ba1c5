"""The description is valid OpenAPI, names every address and no other, and tells the truth about the answers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from cds_service.auth.admission import Auth
from cds_service.bootstrap import SERVICES, application
from cds_service.settings import load
from cds_service.web.openapi.document import document
from tests.auth.conftest import CLIENT, Clinic, clinic_of
from tests.auth.issuing import token
from tests.ehr.mock import socket_server
from tests.web.openapi.described import DOCUMENT, SETTINGS, hold

REQUESTS = sorted(
    (
        *(Path(__file__).parents[3] / "cds_service/cli/demonstration").glob("*.json"),
        *(Path(__file__).parents[2] / "stories/requests").glob("*.json"),
    )
)
VIEW = "/cds-services/net-patient-view"
FEEDBACK = f"{VIEW}/feedback"
JSON = {"Content-Type": "application/json"}
BODY = REQUESTS[0].read_bytes()
SAID = b'{"feedback": [{"card": "a", "outcome": "accepted", "outcomeTimestamp": "2026-11-24T09:30:00Z"}]}'
HOOKS = {service.hook: service.id for service in SERVICES}


@pytest.fixture(name="base", scope="module")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = tmp_path_factory.mktemp("described") / "net-cds.sqlite"
    more = {"NET_CDS_DATABASE_URL": f"sqlite:///{file}", "NET_CDS_MAX_BODY_BYTES": "100000"}
    with socket_server(application(SETTINGS | more)) as url:
        yield url


@pytest.fixture(name="clinic", scope="module")
def _clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    known = CLIENT | {"services": ["net-patient-view"]}
    with clinic_of(tmp_path_factory.mktemp("clinic"), known, rate_limit="1") as found:
        yield found


def _routes() -> Iterator[tuple[APIRoute, str]]:
    """Every route of the application with its method, those of the routers in it included."""
    for part in application(SETTINGS).routes:
        for route in getattr(getattr(part, "original_router", None), "routes", (part,)):
            assert isinstance(route, APIRoute)
            yield from ((route, method.lower()) for method in route.methods or ())


ROUTES = tuple(_routes())


@pytest.mark.parametrize(
    ("auth", "security"),
    [(Auth.OFF, []), (Auth.OPTIONAL, [{}, {"client": []}]), (Auth.REQUIRED, [{"client": []}])],
)
def test_the_description_is_valid_openapi_and_says_whether_a_token_is_wanted(auth: Auth, security: list[Any]) -> None:
    found = document(SERVICES, replace(load({}), auth=auth))
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(found)] == []
    assert found["security"] == security


def test_every_reference_leads_somewhere_and_every_part_is_used() -> None:
    named = set(_references(DOCUMENT))
    parts = {f"#/components/{kind}/{name}" for kind, found in DOCUMENT["components"].items() for name in found}
    assert named == {part for part in parts if "securitySchemes" not in part}


@pytest.mark.parametrize(("route", "method"), ROUTES, ids=lambda part: getattr(part, "path", part))
def test_every_route_is_described(route: APIRoute, method: str) -> None:
    described = [does for path, does in DOCUMENT["paths"].items() if route.path_regex.match(_filled(path))]
    assert described
    assert all(method in does for does in described)


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_everything_that_is_described_is_a_route(path: str) -> None:
    assert set(DOCUMENT["paths"][path]) == {method for one, method in ROUTES if one.path_regex.match(_filled(path))}


def test_numbers_are_described_only_where_they_are_served() -> None:
    assert "/metrics" not in document(SERVICES, load({"NET_CDS_METRICS": "off"}))["paths"]


def test_it_is_served_to_anybody_and_names_each_service_of_discovery(clinic: Clinic) -> None:
    served = httpx.get(f"{clinic.url}/openapi.json").raise_for_status().json()
    assert served["security"] == [{"client": []}]
    for service in httpx.get(f"{clinic.url}/cds-services").json()["services"]:
        called = served["paths"][f"/cds-services/{service['id']}"]["post"]
        assert called["summary"] == service["title"]
        schema = served["components"]["schemas"][f"prefetch-{service['hook']}"]
        assert [one["description"].partition(" ")[0] for one in schema["properties"].values()] == [
            template.partition(" ")[0] for template in service["prefetch"].values()
        ]


@pytest.mark.parametrize("file", REQUESTS, ids=lambda path: path.stem)
def test_advice_and_its_explanation_are_as_described(base: str, file: Path) -> None:
    service = HOOKS[json.loads(file.read_bytes())["hook"]]
    for path in (f"/cds-services/{service}", f"/explain/{service}"):
        answer = httpx.post(base + path, content=file.read_bytes(), headers=JSON, timeout=20)
        assert answer.status_code == 200
        hold(answer, path)


@pytest.mark.parametrize(
    ("path", "content", "headers", "status"),
    [
        (VIEW, b"{", {}, 400),
        (VIEW, json.dumps(json.loads(BODY) | {"prefetch": {}}).encode(), {}, 412),
        (VIEW, b" " * 100_001, {}, 413),
        (VIEW, gzip.compress(b" " * 1_000_000), {"Content-Encoding": "gzip"}, 413),
        (VIEW, BODY, {"Content-Type": "text/plain"}, 415),
        (VIEW, BODY, {"Content-Encoding": "br"}, 415),
        (FEEDBACK, SAID.replace(b"accepted", b"overridden"), {}, 200),
        (FEEDBACK, SAID, {}, 400),
        (FEEDBACK, SAID, {"Content-Type": "text/plain"}, 415),
    ],
)
def test_refusals_are_as_described(base: str, path: str, content: bytes, headers: dict[str, str], status: int) -> None:
    answer = httpx.post(base + path, content=content, headers=JSON | headers, timeout=20)
    assert answer.status_code == status
    hold(answer, path)


def test_what_is_told_to_callers_who_are_not_admitted_is_as_described(clinic: Clinic) -> None:
    sign = "/cds-services/net-order-sign"
    audience = f"https://cds.example.org{sign}"
    answers = [
        clinic.call({}),
        clinic.bearing(token(aud=audience), sign),
        clinic.bearing(token()),
        clinic.bearing(token()),
    ]
    assert [answer.status_code for answer in answers] == [401, 403, 200, 429]
    for answer in answers:
        hold(answer, sign if answer.status_code == 403 else VIEW)


def test_a_store_that_is_down_and_a_bug_of_ours_are_as_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"no database" * 1000)
    monkeypatch.setattr("cds_service.bootstrap.standing_of", None)
    with socket_server(application(SETTINGS | {"NET_CDS_DATABASE_URL": f"sqlite:///{tmp_path}/broken.sqlite"})) as url:
        for path, content, status in ((FEEDBACK, SAID.replace(b"accepted", b"overridden"), 503), (VIEW, BODY, 500)):
            answer = httpx.post(url + path, content=content, headers=JSON, timeout=20)
            assert answer.status_code == status
            hold(answer, path)


@pytest.mark.parametrize(
    "path", [path for path, does in DOCUMENT["paths"].items() if "get" in does and "{" not in path]
)
def test_pages_and_documents_are_as_described(base: str, path: str) -> None:
    answer = httpx.get(base + path, timeout=20)
    assert answer.status_code == 200
    hold(answer, path, "GET")


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _references(one)


def _filled(path: str) -> str:
    return path.replace("{kind}", "ValueSet").replace("{identifier}", "x")
