"""Our service as clients meet it: a process of its own, at an address that it knows as its own."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.running import running


@contextmanager
def service(folder: Path, **settings: str) -> Iterator[str]:
    """The address of the service, ready; `settings` are named without their prefix, what it keeps lies in `folder`."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with running(folder, "--port", str(port), public_url=address, **settings) as ours:
        yield ours.base


def _free_port() -> int:
    """Tokens are made for an address, so it must be known before the service starts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
