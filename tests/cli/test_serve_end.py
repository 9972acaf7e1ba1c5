"""`net-cds serve` is told to stop: what was begun is finished, nothing new is taken, and the end is not far."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import Request, Response

from cds_service.feedback.keeping.tables import CARD
from tests.cli.running import Running, running
from tests.database.cluster import Cluster, running_cluster
from tests.database.databases import database_at
from tests.ehr.conftest import records, request_without
from tests.ehr.mock import Ehr, fhir, searchset
from tests.ehr.mock import running as ehr_running
from tests.feedback.keeping import rows

PATH = "/cds-services/net-patient-view"
EXIT_SECONDS = 25  # ten for answers under way, five for what waits to be written, and some for a busy machine


@pytest.fixture(name="cluster", scope="module")
def _cluster() -> Iterator[Cluster]:
    with running_cluster() as found:
        yield found


@contextmanager
def asked(service: Running, ehr: Ehr) -> Iterator[Callable[[], httpx.Response]]:
    """A call that waits for the EHR while the block runs; afterwards the EHR answers, and so does the call."""
    is_asked, go = threading.Event(), threading.Event()

    def slow(_: Request) -> Response:
        is_asked.set()
        go.wait(8)
        return fhir(searchset())

    ehr.records, ehr.faults = records(), {"Procedure": slow}
    with ThreadPoolExecutor(1) as pool:
        body = request_without("procedures") | {"fhirServer": ehr.base}
        answer = pool.submit(httpx.post, service.base + PATH, json=body, timeout=20)
        assert is_asked.wait(10)
        yield answer.result
        go.set()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_call_that_waits_for_the_ehr_is_answered_and_its_cards_are_kept(workers: str, tmp_path: Path) -> None:
    with (
        ehr_running() as ehr,
        running(tmp_path, "--workers", workers, fhir_servers="loopback", time_budget_ms="8000") as service,
    ):
        with asked(service, ehr) as answer:
            service.process.terminate()
            _until_refused(service.base)
        assert answer().status_code == 200
        cards = {card["uuid"] for card in answer().json()["cards"]}
        assert cards
        assert service.process.wait(EXIT_SECONDS) == 0
    assert cards == _kept(f"sqlite:///{tmp_path / 'net-cds.sqlite'}")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_idle_connections_do_not_hold_up_the_end(workers: str, tmp_path: Path) -> None:
    with running(tmp_path, "--workers", workers) as service, httpx.Client(base_url=service.base) as client:
        client.get("/health/live")
        with socket.create_connection(_address(service.base)) as silent:
            silent.sendall(b"POST /cds")
            started = time.monotonic()
            assert service.ended(EXIT_SECONDS) == 0
            assert time.monotonic() - started < 5


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_database_that_hangs_does_not_hold_up_the_end(workers: str, cluster: Cluster, tmp_path: Path) -> None:
    feedback = {"feedback": [{"card": "a", "outcome": "overridden", "outcomeTimestamp": "2026-11-24T09:30:00Z"}]}
    with running(tmp_path, "--workers", workers, database_url=cluster.new_database()) as service:
        _until_all_are_up(service, int(workers))
        with cluster.hanging(), ThreadPoolExecutor(1) as pool:
            httpx.post(service.base + PATH, json=request_without(), timeout=20).raise_for_status()
            answer = pool.submit(httpx.post, f"{service.base}{PATH}/feedback", json=feedback, timeout=30)
            time.sleep(0.3)
            assert service.ended(EXIT_SECONDS) == 0
    assert answer.result().status_code == 503


def _until_refused(base: str) -> None:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            socket.create_connection(_address(base), timeout=1).close()
        except ConnectionRefusedError:
            return
        time.sleep(0.05)
    raise AssertionError("new connections are still taken")


def _until_all_are_up(service: Running, workers: int) -> None:
    """Each process has a connection to the database that it can keep."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        texts = [event["text"] for event in service.events("message")]
        if texts.count("Application startup complete.") == workers:
            time.sleep(0.5)  # for the tables, which are looked at just then
            return
        time.sleep(0.05)
    raise AssertionError("not all processes came up")


def _address(base: str) -> tuple[str, int]:
    parts = urlsplit(base)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


def _kept(address: str) -> set[str]:
    database = database_at(address)
    try:
        return {card for (card,) in rows(database, CARD, ["card"])}
    finally:
        database.close()
