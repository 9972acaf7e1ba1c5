"""Key sets on a socket of this machine, those of the client and others, and what was asked of them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OWN, FOREIGN, REDIRECT, PAGE, LARGE = "/jwks.json", "/foreign.json", "/redirect", "/page", "/large.json"
_PADDING = b" " * 10_000_000


class KeyServer:
    """The server at `address`: the client's set, which can change, a stranger's set, and odd answers that lead to it.

    `asked` holds the paths that were asked for since `forget`, in the order of arrival.
    """

    def __init__(self, own: Mapping[str, Any], foreign: Mapping[str, Any]) -> None:
        self.address = ""
        self._own, self._foreign = own, json.dumps(foreign).encode()
        self._asked: list[str] = []
        self._lock = threading.Lock()

    @property
    def asked(self) -> tuple[str, ...]:
        """The paths that were asked for."""
        with self._lock:
            return tuple(self._asked)

    def forget(self) -> None:
        """Forget what was asked."""
        with self._lock:
            self._asked.clear()

    def publish(self, own: Mapping[str, Any]) -> None:
        """Answer with this set as the client's from now on."""
        self._own = own

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """Status, media type (the address, for a redirect) and body of the answer to a GET."""
        with self._lock:
            self._asked.append(path)
        match path:
            case "/jwks.json":
                return HTTPStatus.OK, "application/json", json.dumps(self._own).encode()
            case "/foreign.json":
                return HTTPStatus.OK, "application/json", self._foreign
            case "/large.json":
                return HTTPStatus.OK, "application/json", self._foreign + _PADDING
            case "/page":
                return HTTPStatus.OK, "text/html", b"<!DOCTYPE html><title>Please log in</title>"
            case "/redirect":
                return HTTPStatus.FOUND, self.address + FOREIGN, b""
        return HTTPStatus.NOT_FOUND, "text/plain", b""


@contextmanager
def key_server(own: Mapping[str, Any], foreign: Mapping[str, Any], port: int = 0) -> Iterator[KeyServer]:
    """The server, up on 127.0.0.1; port 0 takes a free one. Raises `OSError` if the port cannot be had."""
    keys = KeyServer(own, foreign)

    class Handler(BaseHTTPRequestHandler):
        timeout = 5  # a caller that says nothing holds no thread for long

        def do_GET(self) -> None:
            status, kind, body = keys.answer(self.path.partition("?")[0])
            self.send_response(status)
            self.send_header("Location" if status is HTTPStatus.FOUND else "Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: what was asked is in `asked`."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        keys.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="harness-keys", daemon=True)
        thread.start()
        try:
            yield keys
        finally:
            server.shutdown()
            thread.join()
