"""One recorded exchange: what was sent, why, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from cds_service.harness.json_text import NotJson, json_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request; `content` is its JSON as far as it has any, `authorizations` are its headers of that name."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    authorizations: tuple[str, ...] = field(default=(), repr=False)
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
class Visit:
    """One request of the service to the mock EHR: `path` is below its base, `is_elsewhere` at the other origin."""

    method: str
    path: str
    has_token: bool
    is_elsewhere: bool

    @property
    def shown(self) -> str:
        """As evidence: the type, and the names of the parameters without their values."""
        path, _, query = self.path.partition("?")
        names = "&".join(dict.fromkeys(pair.partition("=")[0] for pair in query.split("&") if pair))
        what = path.partition("/")[0] + ("/…" if "/" in path else "") + (f"?{names}" if names else "")
        where = " at another origin" if self.is_elsewhere else ""
        return printable(f"{self.method} {what}{where}{' with a token' if self.has_token else ''}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request, its purpose and its answer; `against` holds earlier exchanges by the name of their probe.

    service  the entry in discovery that was called
    failure  without an answer, what happened instead
    visits   what the service asked the mock EHR meanwhile; None if none was offered
    fetched  what was asked of the server of our public keys meanwhile
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
    visits: tuple[Visit, ...] | None = None
    fetched: tuple[str, ...] = ()

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

    @property
    def shown(self) -> str:
        """The exchange as evidence: method, path, status and time, and nothing of what was sent."""
        call = f"{self.sent.method} {urlsplit(self.sent.url).path}"
        if self.received is None:
            return printable(f"{call} → no answer: {self.failure}")
        return printable(f"{call} → {self.status} in {self.received.seconds:.2f} s")


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
