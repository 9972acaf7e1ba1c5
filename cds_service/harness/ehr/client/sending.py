"""A request of the CDS client → the answer, or why there is none."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx

from cds_service.harness.exchange import Received, received


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back; without an answer `failure` says what happened instead."""

    received: Received | None = None
    failure: str | None = None

    @property
    def status(self) -> int:
        """The status of the answer; 0 when there was none."""
        return self.received.status if self.received else 0

    @property
    def value(self) -> Any:
        """The JSON of the answer; None when there is none or it cannot be read."""
        return self.received.value if self.received else None

    @property
    def problem(self) -> str | None:
        """Why the answer cannot be used; None for a 200 with JSON."""
        if self.received is None:
            return f"no answer: {self.failure}"
        if self.status != HTTPStatus.OK:
            return f"answered with {self.status}"
        return self.received.not_json or (None if self.received.body else "the answer is empty")


def fetched(http: httpx.Client, url: str, token: str | None) -> Reply:
    """The reply to a GET; nothing that the network does is raised (C-C01)."""
    return _reply(http, http.build_request("GET", url, headers=_headers(token)))


def posted(http: httpx.Client, url: str, body: Mapping[str, Any], token: str | None) -> Reply:
    """The reply to a POST of JSON; nothing that the network does is raised (C-C01)."""
    content = json.dumps(body, ensure_ascii=False).encode()
    headers = {**_headers(token), "Content-Type": "application/json"}
    return _reply(http, http.build_request("POST", url, headers=headers, content=content))


def _headers(token: str | None) -> dict[str, str]:
    accepted = {"Accept": "application/json"}
    return {**accepted, "Authorization": f"Bearer {token}"} if token else accepted


def _reply(http: httpx.Client, request: httpx.Request) -> Reply:
    started = time.perf_counter()
    try:
        answer = http.send(request, follow_redirects=False)
    except httpx.HTTPError as error:
        return Reply(failure=type(error).__name__)
    return Reply(received=received(answer.status_code, answer.headers, answer.content, time.perf_counter() - started))
