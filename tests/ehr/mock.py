"""An invented EHR: a FHIR server on a real socket with pages, tokens and whatever faults a test gives it."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from starlette.types import ASGIApp

Fault = Callable[[Request], Response | Awaitable[Response]]
MEDIA_TYPE = "application/fhir+json"


@dataclass(slots=True, kw_only=True)
class Ehr:
    """What the server holds, how it behaves, and what it was asked.

    records  resources by type, for whichever patient is asked for
    token    when set, every request must carry it
    faults   by resource type, or "page" for any page but the first: what is answered instead
    asked    one line per request: "Condition?patient=p1&_count=200"
    """

    base: str = ""
    records: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    page_size: int = 1000
    token: str | None = None
    faults: dict[str, Fault] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    def types(self) -> list[str]:
        """The resource types that were asked for, in alphabetical order, once per request."""
        return sorted(line.partition("?")[0].partition("/")[0] for line in self.asked)

    def reset(self) -> None:
        """As it was at first, with nothing in it."""
        self.records, self.page_size, self.token, self.faults = {}, 1000, None, {}
        self.asked, self.headers = [], []


def fhir(body: Any, status: int = 200, **headers: str) -> Response:
    """An answer as a FHIR server gives it."""
    return Response(json.dumps(body), status, headers, MEDIA_TYPE)


def status(code: int, **headers: str) -> Fault:
    """A fault: only a status, with headers such as `retry_after`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Response(status_code=code, headers=named)


def says(body: Any, media_type: str = MEDIA_TYPE, **headers: str) -> Fault:
    """A fault: another body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = body if isinstance(body, bytes) else json.dumps(body)
    return lambda _: Response(content, 200, named, media_type)


def slow(seconds: float) -> Fault:
    """A fault: an empty list, late, unless nobody waits for it any more."""

    async def answer(request: Request) -> Response:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not await request.is_disconnected():
            await asyncio.sleep(0.02)
        return fhir(searchset())

    return answer


def outcome(severity: str = "error") -> dict[str, Any]:
    """An OperationOutcome."""
    return {"resourceType": "OperationOutcome", "issue": [{"severity": severity, "code": "exception"}]}


def searchset(*resources: Any, following: Any = None) -> dict[str, Any]:
    """A Bundle of matches, with a link to the next page."""
    bundle = {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [{"resource": one, "search": {"mode": "match"}} for one in resources],
    }
    return bundle | ({"link": [{"relation": "next", "url": following}]} if following is not None else {})


@contextmanager
def running() -> Iterator[Ehr]:
    """The server, up."""
    ehr = Ehr()
    with socket_server(_application(ehr)) as address:
        ehr.base = f"{address}/fhir"
        yield ehr


@contextmanager
def socket_server(app: ASGIApp, **tls: Any) -> Iterator[str]:
    """The address of an application on a free port of this machine."""
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="warning", access_log=False, timeout_graceful_shutdown=1, **tls)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def _application(ehr: Ehr) -> FastAPI:
    app = FastAPI()

    @app.get("/fhir/{kind}/{identifier}")
    async def read(request: Request, kind: str, identifier: str) -> Response:
        found = [one for one in ehr.records.get(kind, []) if one.get("id") == identifier]
        return await _answer(ehr, request, kind, fhir(found[0]) if found else fhir(outcome(), 404))

    @app.get("/fhir/{kind}")
    async def search(request: Request, kind: str) -> Response:
        start = int(request.query_params.get("_offset", "0"))
        found = ehr.records.get(kind, [])
        following = request.url.include_query_params(_offset=start + ehr.page_size)
        more = len(found) > start + ehr.page_size
        page = searchset(*found[start : start + ehr.page_size], following=str(following) if more else None)
        return await _answer(ehr, request, kind, fhir(page), is_first=start == 0)

    return app


async def _answer(ehr: Ehr, request: Request, kind: str, good: Response, *, is_first: bool = True) -> Response:
    ehr.asked.append(str(request.url).removeprefix(f"{ehr.base}/"))
    ehr.headers.append(dict(request.headers))
    if ehr.token and request.headers.get("authorization") != f"Bearer {ehr.token}":
        return fhir(outcome(), 401)
    fault = ehr.faults.get(kind) or (None if is_first else ehr.faults.get("page"))
    if fault is None:
        return good
    found = fault(request)
    return found if isinstance(found, Response) else await found
