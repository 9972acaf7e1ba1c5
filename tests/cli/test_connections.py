"""Connections on which nothing is under way are closed, and those that rest between two calls are not."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from cds_service.cli.serving import connections

PATIENCE = 0.3
HEAD = b"POST / HTTP/1.1\r\nHost: t\r\n"


async def slow(scope: Scope, _: Receive, send: Send) -> None:
    """Answers without reading the body, and takes its time for /slow."""
    if scope["path"] == "/slow":
        await asyncio.sleep(3 * PATIENCE)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture(name="client")
def _client(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A connection to a server that loses its patience soon."""
    monkeypatch.setattr(connections, "PATIENCE_SECONDS", PATIENCE)
    config = uvicorn.Config(
        slow, port=0, http="cds_service.cli.serving.connections:watched", log_config=None, lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    with socket.create_connection(server.servers[0].sockets[0].getsockname(), timeout=5) as client:
        yield client
    server.should_exit = True
    thread.join(timeout=10)


def closed_after(client: socket.socket, sending: bytes, limit: float = 3) -> float:
    """Seconds until the server closes the connection, to which these bytes are sent again and again."""
    started = time.monotonic()
    client.settimeout(0.02)
    with suppress(ConnectionError):
        while time.monotonic() < started + limit:
            client.sendall(sending)
            with suppress(TimeoutError):
                if not client.recv(1000):
                    break
    return time.monotonic() - started


@pytest.mark.parametrize("begun", [b"", b"G", HEAD])
@pytest.mark.parametrize("drip", [b"", b"a"])
def test_a_head_that_never_ends_is_not_waited_for(client: socket.socket, begun: bytes, drip: bytes) -> None:
    client.sendall(begun)
    assert PATIENCE * 0.9 < closed_after(client, drip) < 5 * PATIENCE


def test_a_second_head_that_never_ends_is_not_waited_for_either(client: socket.socket) -> None:
    client.sendall(HEAD + b"\r\n" + HEAD)
    assert client.recv(1000).startswith(b"HTTP/1.1 200")
    assert PATIENCE * 0.9 < closed_after(client, b"a") < 5 * PATIENCE


def test_a_body_that_nobody_reads_any_more_is_not_taken_for_ever(client: socket.socket) -> None:
    client.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    assert client.recv(1000).startswith(b"HTTP/1.1 200")
    assert PATIENCE * 0.9 < closed_after(client, b"1\r\na\r\n") < 5 * PATIENCE


def test_a_client_that_rests_between_two_calls_is_not_disturbed(client: socket.socket) -> None:
    for _ in range(2):
        client.sendall(HEAD + b"\r\n")
        assert client.recv(1000).startswith(b"HTTP/1.1 200")
        time.sleep(3 * PATIENCE)


def test_where_places_become_few_nobody_keeps_one_by_resting(
    client: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "CROWDED", 0)
    client.sendall(HEAD + b"\r\n")
    assert client.recv(1000).startswith(b"HTTP/1.1 200")
    assert closed_after(client, b"") < 5 * PATIENCE


def test_an_answer_may_take_its_time(client: socket.socket) -> None:
    client.sendall(HEAD.replace(b" / ", b" /slow ") + b"\r\n")
    assert client.recv(1000).startswith(b"HTTP/1.1 200")
