"""One recorded exchange: what was sent, why, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cds_service.harness.json_text import NotJson, json_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request; `content` is its JSON as far as it has any."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    content: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An answer; names of `headers` are in lower case, `not_json` says why `value` could not be read."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float
    value: Any = None
    not_json: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request, its purpose and its answer; `against` holds earlier exchanges by the name of their probe.

    `service` is the entry in discovery that was called. Without an answer, `failure` says what happened instead.
    """

    probe: str
    title: str
    tags: frozenset[str]
    sent: Sent
    received: Received | None = None
    failure: str | None = None
    service: Mapping[str, Any] | None = None
    key: str | None = None
    request_name: str | None = None
    against: Mapping[str, Exchange] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The status of the answer; 0 when there was none."""
        return self.received.status if self.received else 0

    @property
    def value(self) -> Any:
        """The JSON of the answer; None when there is none or it cannot be read."""
        return self.received.value if self.received else None

    @property
    def called(self) -> str:
        """The service and its hook; empty outside the calls of a service."""
        return printable(f"{self.service.get('id')} ({self.service.get('hook')})") if self.service else ""

    @property
    def place(self) -> str:
        """Where it happened, in words: service, hook, what was sent."""
        parts = (self.called, self.title, self.request_name, f"key {self.key}" if self.key else None)
        return printable(" · ".join(part for part in parts if part))


def printable(text: str) -> str:
    """The text without what could steer a terminal or cannot be encoded."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def received(status: int, headers: Mapping[str, str], body: bytes, seconds: float) -> Received:
    """An answer with its body read as JSON where possible."""
    value, problem = None, None
    if body:
        try:
            value = json_value(body)
        except NotJson as error:
            problem = str(error)
    lower = {name.lower(): text for name, text in headers.items()}
    return Received(status=status, headers=lower, body=body, seconds=seconds, value=value, not_json=problem)
