"""Handlers × settings → the FastAPI application."""

from __future__ import annotations

import re

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Lifespan, Message, Receive, Scope, Send

from cds_service.observing.call import note
from cds_service.observing.metrics import new_metrics
from cds_service.settings import MetricsDoor, Settings
from cds_service.web import errors
from cds_service.web.body import Limits
from cds_service.web.metrics import is_open, metrics_routes
from cds_service.web.routes import Handlers, router
from cds_service.web.watch import REQUEST_ID, Watch

_FRAMING = {b"content-length", b"transfer-encoding"}


def create_app(handlers: Handlers, settings: Settings, lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """The application. It describes itself in `openapi`: the framework's own description would speak of 422."""
    app = FastAPI(
        title="net-cds", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=lifespan
    )
    metrics = new_metrics()
    app.include_router(router(handlers, limits_of(settings)))
    app.include_router(metrics_routes(metrics, handlers.guideline, handlers.store_is_up))
    errors.install(app)
    # The last one added is the outermost: CORS stands around what may fail, so that errors carry its headers too.
    app.add_middleware(_Guard, door=settings.metrics)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.cors_origins),
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type"],
        expose_headers=[REQUEST_ID, "Retry-After"],
    )
    app.add_middleware(Watch, metrics=metrics, knowledge=str(handlers.guideline.get("hash", "")))
    return app


def limits_of(settings: Settings) -> Limits:
    """How large and how slow a body may be."""
    return Limits(size=settings.max_body_bytes, seconds=settings.body_seconds)


class _Guard:
    """What holds for every route: HEAD is GET without a body, doubled slashes are one, a bug of ours is a 500.

    A call that frames its body in two ways is refused: a proxy may have seen another end of it (RFC 9112 §6.1).
    """

    def __init__(self, app: ASGIApp, door: MetricsDoor) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, bare = False, scope["method"] == "HEAD"

        async def guarded(message: Message) -> None:
            nonlocal started
            started = True
            await send({**message, "body": b""} if bare and message["type"] == "http.response.body" else message)

        asked = {**scope, "path": re.sub("//+", "/", scope["path"]), "method": "GET" if bare else scope["method"]}
        try:
            await self._answer(asked, receive, guarded)
        except Exception as bug:  # the outermost place: whatever broke becomes a 500 with an id
            if started:
                raise
            await errors.unexpected(bug)(scope, receive, guarded)
        finally:
            note(route=getattr(asked.get("route"), "path", ""))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if {name for name, _ in scope["headers"]} >= _FRAMING:
            await errors.framed_twice()(scope, receive, send)
        elif not is_open(self._door, scope):
            await errors.not_found()(scope, receive, send)
        else:
            await self._app(scope, receive, send)
