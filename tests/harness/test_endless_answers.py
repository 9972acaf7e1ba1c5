"""A service whose answers have no end keeps nobody waiting, and fills no memory."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx

from cds_service.harness.probe import Probe, all_probes
from cds_service.harness.sending import Line, Subject, sent

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
DISCOVERY: Probe = next(probe for probe in all_probes() if probe.name == "discovery")


@contextmanager
def answering(head: bytes, parts: Iterator[bytes]) -> Iterator[str]:
    """The address of a service that answers one call so."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_answer, args=(listener, head, parts), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join(timeout=10)


def failure_at(base: str, seconds: float) -> str | None:
    """Why there is no answer."""
    with httpx.Client(timeout=seconds) as client:
        return sent(Line(client=client, base=base), DISCOVERY, Subject(), None, {}).failure


def test_an_answer_that_unpacks_to_too_much_is_a_failure() -> None:
    packed = gzip.compress(b" " * 200_000_000, 9)
    with answering(OK + b"Content-Encoding: gzip\r\n\r\n", iter([packed])) as base:
        assert failure_at(base, 30) == "Endless"


def test_an_answer_that_drips_is_given_up_in_time() -> None:
    def drops() -> Iterator[bytes]:
        for _ in range(100):
            yield b" "
            time.sleep(0.05)

    started = time.monotonic()
    with answering(OK + b"\r\n", drops()) as base:
        assert failure_at(base, 0.5) == "Endless"
        assert time.monotonic() - started < 3


def _answer(listener: socket.socket, head: bytes, parts: Iterator[bytes]) -> None:
    connection, _ = listener.accept()
    with connection, suppress(OSError):
        connection.recv(65_536)
        connection.sendall(head)
        for part in parts:
            connection.sendall(part)
