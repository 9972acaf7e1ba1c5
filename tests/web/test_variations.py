"""What clients vary on the wire, and that none of it becomes an error of ours."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import threading
import time
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from cds_service.hooks.request import BadRequest, PreconditionFailed, RequestProblem
from tests.web.conftest import ask, handlers_of, served

MARKER = "Zaphod-7d1f"
REQUEST = {
    "hook": "patient-view",
    "hookInstance": "i",
    "context": {"userId": "Practitioner/1", "patientId": "p1"},
}
RAW = json.dumps(REQUEST).encode()
JSON = {"Content-Type": "application/json"}


def post(base: str, content: bytes = RAW, path: str = "/cds-services/toy", **headers: str) -> httpx.Response:
    return httpx.post(base + path, content=content, headers={**JSON, **headers})


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON; charset=UTF-8",
        'application/json;charset="utf-8"',
        "application/json;",
        "application/fhir+json; fhirVersion=4.0; charset=utf-8",
    ],
)
def test_a_media_type_as_clients_write_it_is_taken(base: str, content_type: str) -> None:
    assert post(base, RAW, **{"Content-Type": content_type}).status_code == 200


@pytest.mark.parametrize(
    "path", ["//cds-services//toy", "/cds-services///toy", "////cds-services/toy", "/explain//toy"]
)
def test_any_number_of_slashes_is_one(base: str, path: str) -> None:
    assert post(base, path=path).status_code == 200


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(RAW) + b"more", gzip.compress(RAW) * 2, gzip.compress(RAW)[:-4], b""],
    ids=["more behind it", "twice", "cut off", "empty"],
)
def test_a_packed_body_with_something_after_it_or_missing_is_refused(base: str, packed: bytes) -> None:
    assert post(base, packed, **{"Content-Encoding": "gzip"}).status_code == 415


@pytest.mark.parametrize(("error", "status"), [(BadRequest, 400), (PreconditionFailed, 412)])
def test_a_refusal_of_the_walk_names_its_path(error: Any, status: int) -> None:
    def refuse(*_: object) -> dict[str, Any]:
        raise error((RequestProblem(path="prefetch.patient", text="is missing"),))

    with served(refuse, cors_origins="*") as base:
        answers = [
            post(base, path=f"/{door}/toy", Origin="https://e.example.org") for door in ("cds-services", "explain")
        ]
    for answer in answers:
        assert answer.status_code == status
        assert answer.json()["issue"][0]["diagnostics"] == "prefetch.patient: is missing"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/nothing", JSON, 404),
        ("/cds-services", JSON, 405),
        ("/cds-services/toy", JSON | {"Content-Encoding": "br"}, 415),
        ("/cds-services/toy", JSON | {"X-Long": "1"}, 413),
    ],
)
def test_every_refusal_carries_the_cors_header(base: str, path: str, headers: dict[str, str], status: int) -> None:
    content = b" " * 60_000 if status == 413 else RAW
    answer = httpx.post(base + path, content=content, headers=headers | {"Origin": "https://ehr.example.org"})
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == "https://ehr.example.org"
    assert answer.json()["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize("member", ["hook", "hookInstance", "context", "fhirServer", "fhirAuthorization", "prefetch"])
@pytest.mark.parametrize("wrong", [MARKER, [MARKER], {MARKER: MARKER}, {"patientId": f"{MARKER} ", "userId": [MARKER]}])
def test_no_answer_repeats_what_was_sent(base: str, member: str, wrong: Any) -> None:
    answer = post(base, json.dumps({**REQUEST, member: wrong}).encode())
    assert MARKER not in answer.text
    assert answer.status_code < 500


def test_two_million_entries_over_the_limit_are_refused_by_their_size() -> None:
    with served(lambda *_: {"cards": []}, max_body_bytes="1000000") as base:
        started = time.monotonic()
        assert post(base, b"[" + b"0," * 2_000_000 + b"0]").status_code == 413
        assert time.monotonic() - started < 2


def test_a_service_at_work_does_not_keep_others_waiting() -> None:
    release = threading.Event()

    def slow(*_: object) -> dict[str, Any]:
        release.wait(10)
        return {"cards": []}

    with served(slow) as base:
        caller = threading.Thread(target=post, args=(base,))
        caller.start()
        assert httpx.get(f"{base}/health/live", timeout=3).status_code == 200
        release.set()
        caller.join()


def test_a_client_that_hangs_up_in_the_middle_of_its_body_is_no_bug(caplog: pytest.LogCaptureFixture) -> None:
    head = (
        b"POST /cds-services/toy HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    )
    with caplog.at_level(logging.WARNING), served(lambda *_: {"cards": []}) as base:
        address = urlsplit(base)
        with socket.create_connection((address.hostname, address.port)) as client:
            client.sendall(head)
            time.sleep(0.1)
        time.sleep(0.2)
        assert post(base).status_code == 200
    assert not caplog.records


def test_the_log_of_a_recursion_without_end_stays_short(caplog: pytest.LogCaptureFixture) -> None:
    def endless(*names: object) -> dict[str, Any]:
        return endless(*names)

    with served(endless) as base:
        assert post(base).status_code == 500
    assert len(caplog.text) < 10_000


def test_a_service_that_is_not_ready_says_so() -> None:
    answer = ask("GET", "/health/ready", handlers=handlers_of(lambda *_: {}, ready=False))
    assert answer.status_code == 503
    assert answer.json()["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize("path", ["/openapi.json", "/docs", "/redoc"])
def test_nothing_is_served_that_would_load_from_elsewhere_or_speak_of_422(path: str) -> None:
    assert ask("GET", path).status_code == 404


def test_the_landing_page_leads_to_discovery_and_loads_nothing() -> None:
    page = ask("GET", "/")
    assert 'href="cds-services"' in page.text
    assert "src=" not in page.text
    assert "http" not in page.text
