"""What a client sees over a real socket when something is wrong."""

from __future__ import annotations

import gzip
import json
import logging
import zlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.web.conftest import served

MARKER = "Zaphod-7d1f"
REQUEST = {
    "hook": "patient-view",
    "hookInstance": "i",
    "context": {"userId": "Practitioner/1", "patientId": "p1"},
    "prefetch": {"patient": {"resourceType": "Patient", "id": MARKER}},
}
JSON = {"Content-Type": "application/json"}


def diagnostics(answer: httpx.Response) -> str:
    """The texts of the OperationOutcome that every error must be; nothing of the request is in it."""
    body = answer.json()
    assert body["resourceType"] == "OperationOutcome"
    assert MARKER not in answer.text
    return " ".join(issue["diagnostics"] for issue in body["issue"])


def post(base: str, content: Any = None, *, path: str = "/cds-services/toy", **headers: str) -> httpx.Response:
    raw = json.dumps(REQUEST).encode() if content is None else content
    return httpx.post(base + path, content=raw, headers={**JSON, **headers})


def test_a_legal_request_is_answered(base: str) -> None:
    assert post(base).json() == {"cards": []}


@pytest.mark.parametrize("path", ["/cds-services/none", "/explain/none", "/nothing"])
def test_an_unknown_address_is_404(base: str, path: str) -> None:
    answer = post(base, path=path)
    assert answer.status_code == 404
    assert diagnostics(answer)


def test_the_wrong_method_is_405(base: str) -> None:
    answer = httpx.get(f"{base}/cds-services/toy")
    assert answer.status_code == 405
    assert diagnostics(answer)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", f'{{"hook": "{MARKER}"}}'.encode()])
def test_a_body_that_is_no_request_is_400(base: str, content: bytes) -> None:
    answer = post(base, content)
    assert answer.status_code == 400
    assert diagnostics(answer)


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/json; charset=latin-1", ""])
def test_another_media_type_is_415(base: str, content_type: str) -> None:
    answer = post(base, **{"Content-Type": content_type})
    assert answer.status_code == 415
    assert diagnostics(answer)


def test_another_content_encoding_is_415(base: str) -> None:
    assert post(base, **{"Content-Encoding": "br"}).status_code == 415


def test_a_packed_body_that_is_not_packed_is_415(base: str) -> None:
    assert post(base, **{"Content-Encoding": "gzip"}).status_code == 415


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_packed_body_is_unpacked(base: str, name: str, pack: Any) -> None:
    assert post(base, pack(json.dumps(REQUEST).encode()), **{"Content-Encoding": name}).status_code == 200


def test_a_body_over_the_limit_is_413(base: str) -> None:
    answer = post(base, b"[" + b"1," * 30_000 + b"1]")
    assert answer.status_code == 413
    assert diagnostics(answer)


def test_a_body_over_the_limit_without_a_length_is_413(base: str) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 1000

    assert post(base, chunks()).status_code == 413


def test_a_bomb_is_413_before_it_unfolds(base: str) -> None:
    assert post(base, gzip.compress(b"0" * 50_000_000), **{"Content-Encoding": "gzip"}).status_code == 413


def test_a_bug_is_500_with_an_id_and_neither_answer_nor_log_hold_patient_data(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> dict[str, Any]:
        raise RuntimeError(MARKER)

    with caplog.at_level(logging.DEBUG), served(broken) as address:
        answer = post(address)
    assert answer.status_code == 500
    identifier = diagnostics(answer).rpartition(" ")[2]
    assert identifier in caplog.text
    assert MARKER not in caplog.text


def test_errors_carry_the_cors_header_for_a_known_origin_only(base: str) -> None:
    known = post(base, b"{", Origin="https://ehr.example.org")
    other = post(base, b"{", Origin="https://evil.example.org")
    assert known.headers["access-control-allow-origin"] == "https://ehr.example.org"
    assert "access-control-allow-origin" not in other.headers


def test_a_bug_carries_the_cors_header_too() -> None:
    def broken(*_: object) -> dict[str, Any]:
        raise RuntimeError

    with served(broken, cors_origins="*") as address:
        answer = post(address, Origin="https://ehr.example.org")
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(("path", "method"), [("/cds-services", "GET"), ("/cds-services/toy", "POST")])
def test_a_browser_may_ask_first(base: str, path: str, method: str) -> None:
    answer = httpx.options(
        base + path,
        headers={
            "Origin": "https://ehr.example.org",
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type",
        },
    )
    assert answer.status_code == 200


def test_answers_are_neither_stored_nor_sniffed(base: str) -> None:
    answer = post(base)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_discovery_answers_with_and_without_a_slash_and_with_a_doubled_one(base: str) -> None:
    bodies = {httpx.get(base + path).text for path in ("/cds-services", "/cds-services/", "//cds-services")}
    assert len(bodies) == 1
    assert json.loads(bodies.pop())["services"][0]["id"] == "toy"


def test_a_lone_surrogate_in_an_answer_does_not_break_it() -> None:
    with served(lambda *_: {"cards": [], "x": "\ud800"}) as address:
        assert post(address).status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/"])
def test_health_and_landing_page_answer(base: str, path: str) -> None:
    assert httpx.get(base + path).status_code == 200
