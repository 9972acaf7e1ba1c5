"""A real server on a free loopback port, with handlers that a test can choose."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.concurrency import run_in_threadpool

from cds_service.auth.admission import Call
from cds_service.auth.client import Caller
from cds_service.hooks.request import HookRequest
from cds_service.hooks.service import Service
from cds_service.settings import load
from cds_service.web.app import create_app
from cds_service.web.routes import Handlers

SERVICE = Service(
    id="toy",
    hook="patient-view",
    title="t",
    description="d",
    usage_requirements="u",
    required=(),
    prefetch={"patient": "Patient/{{context.patientId}}"},
)
Respond = Callable[[Service, HookRequest], dict[str, Any]]


@contextmanager
def served(respond: Respond, **environ: str) -> Iterator[str]:
    """The base address of a server that answers with `respond`."""
    settings = load({f"NET_CDS_{name.upper()}": value for name, value in environ.items()})
    server = uvicorn.Server(uvicorn.Config(create_app(handlers_of(respond), settings), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def handlers_of(respond: Respond, *, ready: bool = True) -> Handlers:
    """One toy service that answers, and explains, with `respond`, which may block."""

    async def answer(service: Service, request: HookRequest, _: Caller) -> dict[str, Any]:
        return await run_in_threadpool(respond, service, request)

    async def anybody(_: Call) -> Caller:
        return Caller()

    return Handlers(
        services=(SERVICE,), guideline={}, admit=anybody, respond=answer, explain=answer, ready=lambda: ready
    )


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """A server that has nothing to say, takes at most 50,000 bytes, and knows one browser origin."""
    with served(lambda *_: {"cards": []}, max_body_bytes="50000", cors_origins="https://ehr.example.org") as address:
        yield address


def ask(method: str, path: str, content: bytes = b"", handlers: Handlers | None = None) -> httpx.Response:
    """One call without a socket."""
    app = create_app(handlers or handlers_of(_echo), load({"NET_CDS_MAX_BODY_BYTES": "50000"}))

    async def call() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client:
            return await client.request(method, path, content=content, headers={"Content-Type": "application/json"})

    return asyncio.run(call())


def _echo(_: object, request: Any) -> dict[str, Any]:
    return {"cards": [], "texts": [request.patient_id, request.hook_instance, request.user_id]}
