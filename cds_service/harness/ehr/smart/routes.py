"""The SMART side of a mock EHR → the routes that are served beside its FHIR server."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import cache, partial
from http import HTTPStatus
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from cds_service.harness.ehr.addresses import AUTHORIZE, EXCHANGE, FHIR
from cds_service.harness.ehr.server.answers import Refusal, outcome
from cds_service.harness.ehr.smart.asking import NotAnswered, PatientOpen, Refused, answered_at, consent_to
from cds_service.harness.ehr.smart.authorization import Authorization
from cds_service.harness.ehr.smart.choice import choice
from cds_service.harness.ehr.smart.exchanging import introspection, token_response
from cds_service.harness.ehr.smart.preparing import prepared

Work = Callable[..., Awaitable[Response]]

CONFIGURATION = f"{FHIR}/.well-known/smart-configuration"
LAUNCH = f"{FHIR}/_services/smart/Launch"
INTROSPECT = "/auth/introspect"

_PRIVATE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def smart_routes(authorization: Authorization) -> tuple[Route, ...]:
    """Configuration, authorization, token, introspection, and the sandbox's way to prepare a launch."""

    def route(path: str, work: Work, *methods: str) -> Route:
        return Route(path, partial(work, authorization=authorization), methods=methods)

    return (
        Route(CONFIGURATION, _configuration),
        route(AUTHORIZE, _authorize, "GET", "POST"),
        route(EXCHANGE, _exchange, "POST"),
        route(INTROSPECT, _introspect, "POST"),
        route(LAUNCH, _launch, "POST"),
    )


async def _authorize(request: Request, *, authorization: Authorization) -> Response:
    asked = await _parameters(request)
    try:
        consent = consent_to(asked, authorization, f"{_address(request)}{FHIR}")
    except NotAnswered as refused:
        return PlainTextResponse(str(refused), HTTPStatus.BAD_REQUEST)
    except Refused as refused:
        return _redirect(answered_at(asked, {"error": refused.error, "error_description": str(refused)}))
    except PatientOpen:
        return HTMLResponse(choice(asked, authorization.ehr), headers=_PRIVATE)
    return _redirect(answered_at(asked, {"code": authorization.code_for(consent)}))


async def _exchange(request: Request, *, authorization: Authorization) -> Response:
    try:
        return JSONResponse(token_response(await _parameters(request), authorization), headers=_PRIVATE)
    except Refused as refused:
        told = {"error": refused.error, "error_description": str(refused)}
        return JSONResponse(told, HTTPStatus.BAD_REQUEST, _PRIVATE)


async def _introspect(request: Request, *, authorization: Authorization) -> Response:
    if authorization.ehr.grant_of(_bearer(request)) is None:
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})
    token = (await _parameters(request)).get("token", "")
    return JSONResponse(introspection(token, authorization), headers=_PRIVATE)


async def _launch(request: Request, *, authorization: Authorization) -> Response:
    try:
        return JSONResponse(prepared(await request.body(), _bearer(request), authorization), headers=_PRIVATE)
    except Refusal as refusal:
        return outcome(refusal.status, refusal.text, refusal.headers)


async def _configuration(request: Request) -> Response:
    address = _address(request)
    endpoints = {
        "authorization_endpoint": f"{address}{AUTHORIZE}",
        "token_endpoint": f"{address}{EXCHANGE}",
        "introspection_endpoint": f"{address}{INTROSPECT}",
    }
    return JSONResponse({**endpoints, **_capabilities()})


def _address(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


async def _parameters(request: Request) -> dict[str, str]:
    """The parameters of the address or of the form, each once."""
    text = (await request.body()).decode("utf-8", "replace") if request.method == "POST" else request.url.query
    return dict(parse_qsl(text, keep_blank_values=True))


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _redirect(address: str) -> Response:
    return RedirectResponse(address, HTTPStatus.FOUND, _PRIVATE)


@cache
def _capabilities() -> dict[str, Any]:
    text = files("cds_service.harness.ehr.smart").joinpath("configuration.json").read_text("utf-8")
    capabilities: dict[str, Any] = json.loads(text)
    return capabilities
