"""What comes over the wire, byte by byte: framing, sizes and paces that a server must not believe in."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.hostile import JSON, PATH, answer_to, get, post
from tests.cli.running import running

BODY = (Path(__file__).parents[2] / "cds_service/cli/demonstration/01-resectable-g1.json").read_bytes()
HEAD = f"POST {PATH} HTTP/1.1\r\nHost: t\r\n{JSON}\r\n"
ANOTHER = b"GET /health/live HTTP/1.1\r\nHost: t\r\n\r\n"


@pytest.fixture(name="base", scope="module")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service that takes bodies of at most 100,000 bytes, which must arrive within a second."""
    folder = tmp_path_factory.mktemp("wire")
    with running(folder, max_body_bytes="100000", body_seconds="1") as service:
        yield service.base


def statuses(answer: bytes) -> list[int]:
    """The statuses of all answers on one connection."""
    return [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]]


def is_closed(answer: bytes) -> bool:
    """Whether the service says that it reads nothing more from this connection."""
    return b"connection: close" in answer.lower()


@pytest.mark.parametrize(
    "framing",
    [
        f"Content-Length: {len(BODY)}\r\nContent-Length: 3",
        f"Content-Length: {len(BODY)}, 3",
        f"Content-Length: +{len(BODY)}",
        f"Content-Length: -{len(BODY)}",
        f"Content-Length: 0x{len(BODY):x}",
        f"Content-Length : {len(BODY)}",
        "Content-Length: " + "9" * 100,
        f"Content-Length: {len(BODY)}\r\nTransfer-Encoding: chunked",
        f"Transfer-Encoding: chunked\r\nContent-Length: {len(BODY)}",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    ],
)
def test_a_body_whose_end_is_uncertain_is_refused_and_nothing_after_it_is_read(base: str, framing: str) -> None:
    answer = answer_to(base, f"{HEAD}{framing}\r\n\r\n".encode() + b"0\r\n\r\n" + ANOTHER)
    assert statuses(answer) == [400]
    assert is_closed(answer)


def test_the_same_length_twice_is_one_length(base: str) -> None:
    assert statuses(answer_to(base, post(BODY, JSON, f"Content-Length: {len(BODY)}"))) == [200]


def test_a_call_without_a_length_has_no_body(base: str) -> None:
    assert statuses(answer_to(base, f"{HEAD}\r\n".encode() + ANOTHER)) == [400, 200]


def test_several_calls_at_once_on_one_connection_are_answered_in_their_order(base: str) -> None:
    calls = (get("/health/live"), get("/nothing"), post(BODY, JSON), get("/cds-services"))
    answer = answer_to(base, b"".join(calls).replace(b"Connection: close\r\n", b""))
    assert statuses(answer) == [200, 404, 200, 200]


@pytest.mark.parametrize("lines", [[f"X: {'a' * 2_000_000}"], [f"X{number}: 1" for number in range(200_000)]])
def test_a_head_without_end_is_refused(base: str, lines: list[str]) -> None:
    answer = answer_to(base, get("/cds-services", *lines))
    assert statuses(answer) in ([400], [])  # it may be closed before everything is sent, and then the answer is lost


@pytest.mark.parametrize("query", ["?" + "&" * 60_000, "?" + "a=%ff&" * 9_000, "?" + "=" * 60_000, "?%00%0d%0a", "?[]"])
@pytest.mark.parametrize("path", ["/cds-services", "/fhir/ValueSet"])
def test_an_absurd_query_is_nothing_to_us(base: str, path: str, query: str) -> None:
    started = time.monotonic()
    assert statuses(answer_to(base, get(path + query))) == [200]
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "path", ["/" + "a" * 60_000, "/%00", "/..%2f..%2fetc%2fpasswd", "/cds-services/%2e%2e", "/%zz"]
)
def test_an_absurd_path_leads_nowhere(base: str, path: str) -> None:
    assert statuses(answer_to(base, get(path))) in ([404], [405])


def test_the_host_that_a_client_names_is_nothing_to_us(base: str) -> None:
    usual, other = (
        answer_to(base, get("/fhir/metadata").replace(b"Host: t", b"Host: " + host)) for host in (b"t", b"evil.example")
    )
    assert statuses(other) == [200]
    assert b"evil" not in other
    assert usual.partition(b"\r\n\r\n")[2] == other.partition(b"\r\n\r\n")[2]


def test_a_body_that_does_not_arrive_is_waited_for_and_then_refused(base: str) -> None:
    started = time.monotonic()
    answer = answer_to(base, f"{HEAD}Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY[:-1], seconds=5)
    assert statuses(answer) == [408]
    assert b"OperationOutcome" in answer
    assert is_closed(answer)
    assert 0.9 < time.monotonic() - started < 3


def test_a_body_that_drips_in_is_not_waited_for_longer(base: str) -> None:
    parts = urlsplit(base)
    started = time.monotonic()
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as client:
        client.sendall(f"{HEAD}Content-Length: {len(BODY)}\r\n\r\n".encode())
        client.settimeout(0.1)
        answer = b""
        while not answer and time.monotonic() < started + 4:
            client.sendall(b" ")
            try:
                answer = client.recv(65_536)
            except TimeoutError:
                continue
    assert statuses(answer) == [408]


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [
        (gzip.compress(BODY), "gzip", 200),
        (zlib.compress(BODY), "deflate", 200),
        (gzip.compress(BODY), "gzip, gzip", 415),
        (gzip.compress(gzip.compress(BODY)), "gzip", 400),
        (zlib.compress(BODY)[2:-4], "deflate", 415),
        (gzip.compress(BODY) * 2, "gzip", 415),
        (gzip.compress(b" " * 50_000_000), "gzip", 413),
        (zlib.compress(b" " * 50_000_000), "deflate", 413),
        (gzip.compress(b" " * 90_000) * 100, "gzip", 415),
    ],
    ids=["gzip", "deflate", "said twice", "packed twice", "raw", "two members", "bomb", "bomb of zlib", "many members"],
)
def test_a_packed_body_is_unpacked_once_and_within_the_limit(
    base: str, body: bytes, encoding: str, status: int
) -> None:
    assert statuses(answer_to(base, post(body, JSON, f"Content-Encoding: {encoding}"))) == [status]


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 90_000,
        b'{"a":' * 18_000,
        b'{"a": ' + b"9" * 90_000 + b"}",
        b'{"a": 1e99999999999999999}',
        b'{"a": -0.' + b"0" * 90_000 + b"1}",
        b'"' + b"\\u0000" * 15_000 + b'"',
    ],
    ids=["arrays", "objects", "digits", "exponent", "decimals", "text"],
)
def test_json_without_end_is_refused_at_once(base: str, body: bytes) -> None:
    started = time.monotonic()
    assert statuses(answer_to(base, post(body, JSON))) == [400]
    assert time.monotonic() - started < 1


def test_more_connections_than_one_process_takes_are_refused_and_the_others_live(base: str) -> None:
    parts = urlsplit(base)
    with ExitStack() as stack:
        many = [stack.enter_context(socket.create_connection((parts.hostname, parts.port))) for _ in range(800)]
        assert statuses(answer_to(base, get("/health/live"))) == [503]
        assert len(many) == 800
    until = time.monotonic() + 5
    while statuses(answer_to(base, get("/health/live"))) != [200]:
        assert time.monotonic() < until
