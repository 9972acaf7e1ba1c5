"""The route of the description; no token is needed to read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response


def openapi_routes(document: Mapping[str, Any]) -> APIRouter:
    """The route over this document."""
    routes = APIRouter()
    content = json.dumps(document, ensure_ascii=False).encode()

    @routes.get("/openapi.json")
    async def described() -> Response:
        return Response(content, media_type="application/json")

    return routes
