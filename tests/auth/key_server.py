"""Where a client publishes its keys: an address on a real socket, and what it was asked."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request, Response

from tests.ehr.mock import socket_server

Answer = Callable[[], Response | Awaitable[Response]]


@dataclass(slots=True, kw_only=True)
class KeyServer:
    """The server at `base`: `answers` by path; the paths that were `asked` for, in order, and by which names."""

    base: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)

    def publish(self, value: Any, path: str = "/jwks") -> str:
        """Answer with this JSON from now on; the address."""
        self.answers[path] = lambda: Response(json.dumps(value), media_type="application/json")
        return self.base + path


@contextmanager
def key_server() -> Iterator[KeyServer]:
    """The server, up."""
    server, app = KeyServer(), FastAPI()

    @app.get("/{path:path}")
    async def answer(request: Request) -> Response:
        server.asked.append(request.url.path)
        server.hosts.append(request.headers["host"])
        found = server.answers[request.url.path]()
        return found if isinstance(found, Response) else await found

    with socket_server(app) as base:
        server.base = base
        yield server
