"""Handlers × settings → the FastAPI application."""

from __future__ import annotations

import re

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Lifespan, Message, Receive, Scope, Send

from cds_service.settings import Settings
from cds_service.web import errors
from cds_service.web.routes import Handlers, router

_HEADERS = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))


def create_app(handlers: Handlers, settings: Settings, lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """The application. It describes itself by discovery: the framework's own description would speak of 422."""
    app = FastAPI(
        title="net-cds", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=lifespan
    )
    app.include_router(router(handlers, settings.max_body_bytes))
    errors.install(app)
    # The last one added is the outermost: CORS stands around everything, so that errors carry its headers too.
    app.add_middleware(_Guard)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.cors_origins),
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type"],
    )
    return app


class _Guard:
    """Safe headers on every answer, doubled slashes in a path taken as one, and the last resort for a bug of ours."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        try:
            await self._app({**scope, "path": re.sub("//+", "/", scope["path"])}, receive, guarded)
        except Exception as bug:  # the outermost place: whatever broke becomes a 500 with an id
            if started:
                raise
            await errors.unexpected(bug)(scope, receive, guarded)
