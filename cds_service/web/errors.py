"""Errors → OperationOutcome; the one table of what a client sees when something is wrong."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from uuid import uuid4

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from cds_service.auth.refusal import Why
from cds_service.database.database import DatabaseDown
from cds_service.hooks.request import BadRequest, PreconditionFailed, RequestProblem
from cds_service.observing.call import noted
from cds_service.observing.lines import places_of
from cds_service.web.body import TooLarge, TooSlow, Unsupported
from cds_service.web.capacity import Busy
from cds_service.web.gate import NotAdmitted

_log = logging.getLogger(__name__)

# exception → status, FHIR issue code
_TABLE: dict[type[Exception], tuple[int, str]] = {
    BadRequest: (400, "invalid"),
    TooSlow: (408, "timeout"),
    PreconditionFailed: (412, "required"),
    TooLarge: (413, "too-long"),
    Unsupported: (415, "not-supported"),
    ClientDisconnect: (400, "incomplete"),  # nobody reads this answer; it is no bug of ours
    DatabaseDown: (503, "transient"),
    Busy: (503, "throttled"),
}
_UNSAID: dict[type[Exception], str] = {
    TooSlow: "the body did not arrive in time",
    TooLarge: "the body is larger than this service accepts",
    ClientDisconnect: "the body ended early",
    DatabaseDown: "the store is down and it is not certain that anything was kept; sent again later it is kept once",
    Busy: "too many large requests are under way; Retry-After says in how many seconds to send it again",
}
_REFUSED = {
    Why.NOT_ENTITLED: (403, "forbidden", "this client may not call this service"),
    Why.TOO_MANY: (429, "throttled", "too many calls; Retry-After says in how many seconds the next may come"),
}
_ROUTING = {404: ("not-found", "there is no such service or page here"), 405: ("not-supported", "method not allowed")}


def install(app: FastAPI) -> None:
    """Answer every error of this application with an OperationOutcome."""
    for kind in _TABLE:
        app.add_exception_handler(kind, _known)
    app.add_exception_handler(HTTPException, _routing)
    app.add_exception_handler(NotAdmitted, _not_admitted)


def outcome(status: int, code: str, problems: Sequence[RequestProblem]) -> Response:
    """An OperationOutcome in our own words; nothing of the request is in it."""
    issues = [
        {"severity": "error", "code": code, "diagnostics": f"{problem.path}: {problem.text}"} for problem in problems
    ]
    body = json.dumps({"resourceType": "OperationOutcome", "issue": issues}, ensure_ascii=False)
    return Response(body.encode(), status_code=status, media_type="application/json")


def unexpected(bug: Exception) -> Response:
    """500 with an id. The log names the type and the places, not the message: it may hold patient data."""
    identifier = noted().id or uuid4().hex
    _log.error("error %s: %s at %s", identifier, type(bug).__name__, places_of(bug.__traceback__))
    problem = RequestProblem(path="service", text=f"an error of this service; it is logged as {identifier}")
    return outcome(500, "exception", (problem,))


def not_found() -> Response:
    """404, as for an address that was never there."""
    return _unrouted(404)


def framed_twice() -> Response:
    """400 for a call with Content-Length and Transfer-Encoding; where its body ends is anybody's guess."""
    text = "Content-Length and Transfer-Encoding exclude each other"
    return _closing(outcome(400, "invalid", (RequestProblem(path="request", text=text),)))


async def _known(_: Request, error: Exception) -> Response:
    status, code = _TABLE[type(error)]
    text = str(error) or _UNSAID.get(type(error), "the request cannot be answered")
    problems = getattr(error, "problems", None) or (RequestProblem(path="request", text=text),)
    response = outcome(status, code, problems)
    if isinstance(error, Busy):
        response.headers["Retry-After"] = str(error.retry_after)
    return _closing(response) if isinstance(error, TooSlow) else response


async def _not_admitted(_: Request, error: Exception) -> Response:
    """401 is bare: who is not known learns nothing, not even why (S-S06)."""
    refusal = error.refusal if isinstance(error, NotAdmitted) else None
    if refusal is None or refusal.why is Why.NOT_AUTHENTICATED:
        return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})
    status, code, text = _REFUSED[refusal.why]
    response = outcome(status, code, (RequestProblem(path="request", text=text),))
    if refusal.after:
        response.headers["Retry-After"] = str(refusal.after)
    return response


async def _routing(_: Request, error: Exception) -> Response:
    response = _unrouted(error.status_code if isinstance(error, HTTPException) else 500)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    if "GET" in (allowed := response.headers.get("allow", "")).split(", "):
        response.headers["Allow"] = f"{allowed}, HEAD"  # every GET has its HEAD, made by the guard
    return response


def _unrouted(status: int) -> Response:
    code, text = _ROUTING.get(status, ("invalid", "the request cannot be answered"))
    return outcome(status, code, (RequestProblem(path="request", text=text),))


def _closing(response: Response) -> Response:
    """Nothing more is read from this connection."""
    response.headers["Connection"] = "close"
    return response
