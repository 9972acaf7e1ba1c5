"""The routes: discovery, services, explain, health and the landing page."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from cds_service.auth.admission import Endpoint
from cds_service.auth.client import Caller
from cds_service.hooks.discovery import discovery
from cds_service.hooks.request import HookRequest, RequestProblem, parse
from cds_service.hooks.service import Service
from cds_service.observing.call import note
from cds_service.web.body import Limits, read_body
from cds_service.web.capacity import Capacity
from cds_service.web.errors import outcome
from cds_service.web.gate import Admit, caller_of
from cds_service.web.page import page

Answer = Callable[[Service, HookRequest, Caller], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """What the web needs: services, the knowledge's name, who may call, the two answers, whether everything is up.

    store_is_up  whether feedback can be taken; None where nobody takes it
    """

    services: tuple[Service, ...]
    guideline: Mapping[str, Any]
    admit: Admit
    respond: Answer
    explain: Answer
    ready: Callable[[], bool]
    store_is_up: Callable[[], Awaitable[bool]] | None = None


def router(handlers: Handlers, limits: Limits) -> APIRouter:
    """The routes over these handlers; bodies beyond `limits` are refused."""
    routes = APIRouter()
    services = {service.id: service for service in handlers.services}
    capacity = Capacity()

    async def answered(request: Request, identifier: str, endpoint: Endpoint, answer: Answer) -> Response:
        if identifier not in services:
            raise HTTPException(404)
        note(service=identifier)
        caller = await caller_of(request, endpoint, identifier, handlers.admit)
        body = await read_body(request, limits)
        async with capacity.turn(len(body)):
            call = await run_in_threadpool(parse, body, services[identifier])
            return await run_in_threadpool(_json, await answer(services[identifier], call, caller))

    @routes.get("/cds-services")
    @routes.get("/cds-services/")
    async def discover() -> Response:
        return _json(discovery(handlers.services, handlers.guideline))

    @routes.post("/cds-services/{identifier}")
    async def call(request: Request, identifier: str) -> Response:
        return await answered(request, identifier, Endpoint.SERVICE, handlers.respond)

    @routes.post("/explain/{identifier}")
    async def explain(request: Request, identifier: str) -> Response:
        return await answered(request, identifier, Endpoint.EXPLAIN, handlers.explain)

    _health_routes(routes, handlers)
    return routes


def _health_routes(routes: APIRouter, handlers: Handlers) -> None:
    @routes.get("/health/live")
    async def live() -> Response:
        return _json({"status": "live"})

    @routes.get("/health/ready")
    async def ready() -> Response:
        if handlers.ready():
            return _json({"status": "ready", **await _store(handlers)})
        return outcome(503, "transient", (RequestProblem(path="service", text="is not ready yet; try again shortly"),))

    @routes.get("/")
    async def landing() -> Response:
        return page(files("cds_service.web").joinpath("pages/landing.html").read_bytes())


async def _store(handlers: Handlers) -> Mapping[str, str]:
    """Told, and no reason not to be ready: every process shares the store, and advice does not need it."""
    if handlers.store_is_up is None:
        return {}
    return {"store": "up" if await handlers.store_is_up() else "down"}


def _json(body: Mapping[str, Any]) -> Response:
    """JSON in UTF-8; a lone surrogate from a request becomes a question mark instead of an error."""
    text = json.dumps(body, ensure_ascii=False, allow_nan=False)
    return Response(text.encode("utf-8", "replace"), media_type="application/json")
