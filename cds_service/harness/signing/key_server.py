"""A path → what the key server of the client answers, and what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

OWN, FOREIGN, REDIRECT, PAGE, LARGE = "/jwks.json", "/foreign.json", "/redirect", "/page", "/large.json"

_JSON = "application/json"
_PADDING = b" " * 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, body and the one header that matters."""

    status: int = HTTPStatus.OK
    header: tuple[str, str] = ("content-type", _JSON)
    body: bytes = b""


class KeyServer:
    """The client's set, which can change, a stranger's set, and odd answers, some of which lead to it.

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

    def answer(self, path: str) -> Answer:
        """The answer to a request for this path, which is remembered."""
        with self._lock:
            self._asked.append(path)
        answers = {
            OWN: Answer(body=json.dumps(self._own).encode()),
            FOREIGN: Answer(body=self._foreign),
            REDIRECT: Answer(status=HTTPStatus.FOUND, header=("location", self.address + FOREIGN)),
            PAGE: Answer(header=("content-type", "text/html"), body=b"<!DOCTYPE html><title>Please log in</title>"),
        }
        if path == LARGE:
            return Answer(body=self._foreign + _PADDING)
        return answers.get(path, Answer(status=HTTPStatus.NOT_FOUND, header=("content-type", "text/plain")))
