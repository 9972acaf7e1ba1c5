"""A probe and its body → the recorded exchange."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from cds_service.harness.exchange import Exchange, Received, Sent, received
from cds_service.harness.probe import Probe
from cds_service.harness.signing.bearing import Carried, carried
from cds_service.harness.signing.identity import Identity
from cds_service.harness.signing.terms import Sending, TokenTerms

ORIGIN = "https://ehr.example.org"
_MOST_BYTES = 16 * 1024 * 1024  # of one answer, unpacked
_PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How the service is reached: client, base address, headers for each request, and the origin that browsers name.

    identity  who signs a token for each request; None: no request carries one
    public    the base address that tokens name where it is not the one that is called
    """

    client: httpx.Client
    base: str
    headers: tuple[tuple[str, str], ...] = ()
    origin: str = ORIGIN
    identity: Identity | None = None
    public: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a probe is about: the entry of discovery, the prefetch key under test, the name of the valid call."""

    service: Mapping[str, Any] | None = None
    key: str | None = None
    request_name: str | None = None


def sent(line: Line, probe: Probe, subject: Subject, content: Any, seen: Mapping[str, Exchange]) -> Exchange:
    """Send the probe once; a failure of the connection is recorded, not raised."""
    if line.identity:
        line.identity.server.forget()
    request = _request(line, probe, subject, content, seen)
    answer, failure = _answer(line.client, request)
    return Exchange(
        probe=probe.name,
        title=probe.title,
        tags=probe.tags,
        sent=request,
        received=answer,
        failure=failure,
        service=subject.service,
        key=subject.key,
        request_name=subject.request_name,
        against={name: seen[name] for name in probe.against if name in seen},
        fetched=line.identity.server.asked if line.identity else (),
    )


def _request(line: Line, probe: Probe, subject: Subject, content: Any, seen: Mapping[str, Exchange]) -> Sent:
    identifier = quote(str(subject.service["id"]), safe="", errors="replace") if subject.service else ""
    path = probe.path.replace("{id}", identifier)
    body = probe.text if content is None else json.dumps(content, ensure_ascii=False)
    headers = {"Accept": "application/json", "Origin": line.origin, **dict(line.headers)}
    if body is not None:
        headers["Content-Type"] = "application/json"
    token = _carried(line, probe, path, seen)
    return Sent(
        method=probe.method,
        url=line.base.rstrip("/") + path + token.query,
        headers={**headers, **probe.headers},
        authorizations=token.authorizations,
        body=None if body is None else body.encode("utf-8", "replace") + b" " * probe.padding,
        content=content,
    )


def _carried(line: Line, probe: Probe, path: str, seen: Mapping[str, Exchange]) -> Carried:
    if line.identity is None or probe.method == "OPTIONS":  # no browser sends a token with a preflight
        return Carried()
    if probe.token and probe.token.sending is Sending.AGAIN and probe.token.first_use in seen:
        return Carried(authorizations=seen[probe.token.first_use].sent.authorizations)
    return carried(line.identity, probe.token or TokenTerms(), (line.public or line.base).rstrip("/"), path)


def _answer(client: httpx.Client, request: Sent) -> tuple[Received | None, str | None]:
    started = time.perf_counter()
    headers = [*request.headers.items(), *(("Authorization", value) for value in request.authorizations)]
    try:
        with client.stream(
            request.method, request.url, headers=headers, content=request.body, follow_redirects=False
        ) as answer:
            body = _body(answer, started + (client.timeout.read or _PATIENCE_SECONDS))
    except (httpx.HTTPError, httpx.InvalidURL, _Endless) as error:
        return None, type(error).__name__.removeprefix("_")
    seconds = time.perf_counter() - started
    return received(answer.status_code, answer.headers, body, seconds), None


class _Endless(Exception):
    """An answer without an end: too large once unpacked, or too long on its way."""


def _body(answer: httpx.Response, ends: float) -> bytes:
    """A service under test is not trusted: each part of its answer may come in time, and the whole never."""
    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > _MOST_BYTES or time.perf_counter() > ends:
            raise _Endless
    return bytes(body)
