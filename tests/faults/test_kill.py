"""A process of the service that is killed in mid-call: that client hears of it, the others do not notice."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import Request, Response

from tests.cli.running import Running
from tests.cli.running import running as service_running
from tests.ehr.mock import fhir, running, searchset
from tests.faults.service import VIEW, body_of, post

PATH = "/cds-services/net-patient-view"
SECONDS = 30

pytestmark = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="who holds a connection stands in /proc")


@pytest.mark.slow
def test_the_call_breaks_off_the_next_ones_are_answered_and_another_process_takes_its_place(tmp_path: Path) -> None:
    settings = {"fhir_servers": "loopback", "time_budget_ms": "20000"}
    with service_running(tmp_path, "--workers", "2", **settings) as service, _stuck(service) as (worker, call):
        workers = _children(service)
        os.kill(worker, signal.SIGKILL)
        assert isinstance(call.exception(SECONDS), httpx.TransportError)
        begun = time.monotonic()
        for _ in range(10):
            assert post(service.base, body_of(VIEW)).status_code == 200
        assert time.monotonic() - begun < 10
        while not (new := _children(service) - workers):
            assert time.monotonic() - begun < SECONDS
            time.sleep(0.1)
        assert worker not in _children(service)
        assert len(new) == 1


@contextmanager
def _stuck(service: Running) -> Iterator[tuple[int, Future[httpx.Response]]]:
    """A call that waits for the EHR, and the process that answers it."""
    ports: list[int] = []
    go = threading.Event()

    def slow(request: Request) -> Response:
        assert request.client
        ports.append(request.client.port)
        go.wait(SECONDS)
        return fhir(searchset())

    with running() as ehr, ThreadPoolExecutor(1) as pool:
        ehr.faults = {"Procedure": slow}
        body = body_of(VIEW, "procedures", fhirServer=ehr.base)
        call = pool.submit(httpx.post, service.base + PATH, json=body, timeout=SECONDS)
        until = time.monotonic() + SECONDS
        while not ports:
            assert time.monotonic() < until
            time.sleep(0.01)
        try:
            yield next(child for child in _children(service) if _holds(child, ports[0])), call
        finally:
            go.set()


def _children(service: Running) -> set[int]:
    process = service.process.pid
    return {int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()}


def _holds(process: int, port: int) -> bool:
    """Whether a connection from this port of ours is the process's own."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    sockets = {f"socket:[{row[9]}]" for row in rows if int(row[1].rpartition(":")[2], 16) == port}
    return any(_opened(file) in sockets for file in Path(f"/proc/{process}/fd").iterdir())


def _opened(file: Path) -> str:
    try:
        return str(file.readlink())
    except OSError:  # closed meanwhile
        return ""
