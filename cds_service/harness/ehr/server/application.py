"""A mock EHR → its web application: the FHIR server and whatever is served beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from cds_service.harness.ehr.addresses import ELSEWHERE, FHIR
from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.grant import Grant
from cds_service.harness.ehr.server.admission import admitted
from cds_service.harness.ehr.server.answers import Refusal, fhir, outcome
from cds_service.harness.ehr.server.call import Call, call_of, check
from cds_service.harness.ehr.server.capability import capability_statement
from cds_service.harness.ehr.server.misconduct import on_the_wire
from cds_service.harness.ehr.server.searching import searched
from cds_service.harness.ehr.server.storing import created, deleted, read, updated

Work = Callable[[Call, Grant], Response]

_METHODS = ("GET", "POST", "PUT", "DELETE")
_HEADERS = ("accept", "authorization", "content-type", "prefer", "x-requested-with")
_GLANCE_SECONDS = 0.02


def application(ehr: Ehr, routes: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The FHIR server below `/fhir`, the other origin's below `/elsewhere/fhir`; `routes` come before them."""
    app = Starlette(
        routes=[*routes, *_fhir_routes(ehr, FHIR), *_fhir_routes(ehr, ELSEWHERE)],
        exception_handlers={HTTPException: _not_served},
    )
    with_cors = CORSMiddleware(
        app, allow_origins=["*"], allow_methods=_METHODS, allow_headers=_HEADERS, expose_headers=["Location"]
    )

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await (with_cors if ehr.conduct.cors else app)(scope, receive, send)

    return serve


def _fhir_routes(ehr: Ehr, root: str) -> list[Route]:
    def route(path: str, method: str, work: Work) -> Route:
        return Route(f"{root}/{path}", partial(_answer, ehr=ehr, root=root, work=work), methods=[method])

    return [
        Route(f"{root}/metadata", partial(_metadata, root=root)),
        route("{kind}/_search", "POST", _search),
        route("{kind}/{identifier}", "GET", read),
        route("{kind}/{identifier}", "PUT", updated),
        route("{kind}/{identifier}", "DELETE", deleted),
        route("{kind}", "GET", _search),
        route("{kind}", "POST", created),
    ]


async def _answer(request: Request, *, ehr: Ehr, root: str, work: Work) -> ASGIApp:
    call = await call_of(request, ehr, root)
    await _dawdle(request, call.conduct.delay_ms / 1000)
    try:
        check(call)
        sound = work(call, admitted(call))
    except Refusal as refusal:
        sound = outcome(refusal.status, refusal.text, refusal.headers)
    return on_the_wire(call, sound)


def _search(call: Call, grant: Grant) -> Response:
    if call.is_form and not call.conduct.posts:
        raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "Search with GET.", {"Allow": "GET"})
    return fhir(searched(call, grant))


async def _metadata(request: Request, *, root: str) -> Response:
    address = f"{request.url.scheme}://{request.url.netloc}"
    return fhir(capability_statement(f"{address}{root}", address))


async def _not_served(_: Request, refused: Exception) -> Response:
    status = refused.status_code if isinstance(refused, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    return outcome(status)


async def _dawdle(request: Request, seconds: float) -> None:
    """Wait as long, unless nobody waits for the answer any more."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + seconds
    while loop.time() < ends and not await request.is_disconnected():
        await asyncio.sleep(min(_GLANCE_SECONDS, ends - loop.time()))
