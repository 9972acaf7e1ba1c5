"""The route of the numbers, and the door through which it is reached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import Scope

from cds_service.observing.metrics import MEDIA_TYPE, Metrics, exposition
from cds_service.settings import MetricsDoor

PATH = "/metrics"


def metrics_routes(
    metrics: Metrics, guideline: Mapping[str, Any], store_is_up: Callable[[], Awaitable[bool]] | None
) -> APIRouter:
    """The route over these numbers; no token is needed, as nothing of anybody stands in them."""
    routes = APIRouter()
    about = {"version": version("net-cds"), **{f"knowledge_{name}": str(value) for name, value in guideline.items()}}

    @routes.get(PATH)
    async def numbers() -> Response:
        up = await store_is_up() if store_is_up else None
        return Response(await run_in_threadpool(exposition, metrics, about, up), media_type=MEDIA_TYPE)

    return routes


def is_open(door: MetricsDoor, scope: Scope) -> bool:
    """Whether what is asked for is served where the call came in: numbers at their address, all else elsewhere.

    The address is that of the socket, whatever the client says in Host.
    """
    for_numbers: bool = scope["path"].rstrip("/") == PATH
    if door.address is None:
        return door.beside or not for_numbers
    _, port = scope.get("server") or ("", None)
    return for_numbers is bool(port == door.address[1])
