"""The web server of the page, on an origin that is not the service's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from tests.cards.rendering import rendered

_HERE = Path(__file__).parent


def origin(given: Mapping[str, Any]) -> Starlette:
    """The page, and what it is to do, which may still be filled in after the server is up."""

    async def page(_: Request) -> Response:
        return FileResponse(_HERE / "sandbox.html")

    async def script(_: Request) -> Response:
        return FileResponse(_HERE / "sandbox.js")

    async def what_to_do(_: Request) -> Response:
        return JSONResponse(dict(given))

    async def markdown(request: Request) -> Response:
        return HTMLResponse(rendered((await request.body()).decode()))

    return Starlette(
        routes=[
            Route("/", page),
            Route("/sandbox.js", script),
            Route("/given.json", what_to_do),
            Route("/rendered", markdown, methods=["POST"]),
        ]
    )
