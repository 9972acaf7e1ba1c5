"""A mock EHR, or any other web application → a server on a socket of this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import uvicorn
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.server.application import application

WITHOUT_PROXY = {"all://127.0.0.1": None, "all://localhost": None}
"""For clients of what is served here: on the way to this machine there is no proxy, whatever the environment says."""

_START_SECONDS = 20
_STOP_SECONDS = 10
_GLANCE_SECONDS = 0.01


class NotStarted(RuntimeError):
    """An application whose start failed; its log says why."""


@contextmanager
def running(ehr: Ehr, *, host: str = "127.0.0.1", port: int = 0, routes: Sequence[BaseRoute] = ()) -> Iterator[str]:
    """The address of the EHR, such as `http://127.0.0.1:8123`, while its server is up; port 0 takes a free one.

    The FHIR base is `<address>/fhir`; `routes` are served beside it. Raises `OSError` if the port cannot be had. With a
    fault that listens to nobody the address is taken, and connections to it are refused.
    """
    with _bound(host, port) as (listener, address):
        if ehr.conduct.listens:
            with _serving(application(ehr, routes), listener, lifespan="off"):
                yield address
        else:
            yield address


@contextmanager
def served(app: ASGIApp, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The address of any ASGI application while its server is up; it is started and ended as a server does it.

    Raises `NotStarted`, and `OSError` if the port cannot be had.
    """
    with _bound(host, port) as (listener, address), _serving(app, listener, lifespan="auto"):
        yield address


@contextmanager
def _bound(host: str, port: int) -> Iterator[tuple[socket.socket, str]]:
    # named as TCP, without which asyncio leaves small packets to wait for one another
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        yield listener, f"http://{host}:{listener.getsockname()[1]}"


@contextmanager
def _serving(app: ASGIApp, listener: socket.socket, *, lifespan: Literal["auto", "off"]) -> Iterator[None]:
    listener.listen()
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan=lifespan, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="harness-server", daemon=True)
    thread.start()
    try:
        _wait_for(server, thread)
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=_STOP_SECONDS)


def _wait_for(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise NotStarted("the application did not start; its log says why")
        time.sleep(_GLANCE_SECONDS)
