"""A store that is down, hangs, is locked, full or read-only stops feedback and nothing else, and delays no advice."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from sqlalchemy import Engine, event

from tests.database.cluster import Cluster, running_cluster
from tests.database.test_database import locked
from tests.faults.service import ORDER, VIEW, body_of, post, served

CALLS = 12
SLOWEST = 2.0  # seconds; whoever waits for the store waits for three
SAID = {"outcome": "overridden", "outcomeTimestamp": "2026-11-24T09:30:00Z"}

Fault = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module", name="cluster")
def _cluster() -> Iterator[Cluster]:
    with running_cluster() as found:
        yield found


def advice(base: str) -> tuple[list[dict[str, Any]], float]:
    """What is answered to calls in a row, and how long the slowest took."""
    answers, slowest = [], 0.0
    for number in range(CALLS):
        begun = time.monotonic()
        answers.append(post(base, body_of((VIEW, ORDER)[number % 2])).raise_for_status().json())
        slowest = max(slowest, time.monotonic() - begun)
    return answers, slowest


def check(store: str, fault: Fault, *, is_noticed: bool = True) -> None:
    """Advice is the same, and as fast, while the fault lasts; feedback is refused, and taken again afterwards.

    `is_noticed`: readiness tells of it. That a disk is full shows only when there is something to write.
    """
    with served(store) as base:
        sound, _ = advice(base)
        assert feedback(base) == 200
        with fault():
            answers, slowest = advice(base)
            assert answers == sound
            assert slowest < SLOWEST
            assert feedback(base) == 503
            answers, slowest = advice(base)
            assert answers == sound
            assert slowest < SLOWEST
            print(f"\nslowest of {CALLS} calls without the store: {1000 * slowest:.0f} ms")
            ready = httpx.get(f"{base}/health/ready", timeout=20)
            assert ready.status_code == 200
            assert (ready.json()["store"] == "down") is is_noticed
        until = time.monotonic() + 20
        while feedback(base) != 200:
            assert time.monotonic() < until
            time.sleep(0.1)


def feedback(base: str) -> int:
    """The status of new feedback that needs some room."""
    items = [SAID | {"card": str(uuid4()), "overrideReason": {"userComment": "x" * 4_000}} for _ in range(20)]
    return httpx.post(
        f"{base}/cds-services/net-patient-view/feedback", json={"feedback": items}, timeout=30
    ).status_code


def test_a_server_that_is_down(cluster: Cluster) -> None:
    @contextmanager
    def down() -> Iterator[None]:
        cluster.stop()
        try:
            yield
        finally:
            cluster.start()

    check(cluster.new_database(), down)


def test_a_server_that_hangs(cluster: Cluster) -> None:
    check(cluster.new_database(), cluster.hanging)


def test_a_server_that_only_reads(cluster: Cluster) -> None:
    store = cluster.new_database()

    @contextmanager
    def read_only() -> Iterator[None]:
        _set(store, "on")
        yield
        _set(store, "off")

    check(store, read_only)


def test_a_file_that_another_program_holds(tmp_path: Path) -> None:
    file = tmp_path / "net-cds.sqlite"
    check(f"sqlite:///{file}", lambda: locked(file))


@pytest.mark.parametrize(
    ("limit", "none"),
    [("query_only = ON", "query_only = OFF"), ("max_page_count = 1", "max_page_count = 1000000000")],
    ids=["read-only", "full"],
)
def test_a_file_that_is_read_only_or_on_a_full_disk(tmp_path: Path, limit: str, none: str) -> None:
    """SQLite says of its own limits what it says of those of the disk."""
    pragma = none

    def checked_out(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    @contextmanager
    def limited() -> Iterator[None]:
        nonlocal pragma
        pragma = limit
        yield
        pragma = none

    event.listen(Engine, "checkout", checked_out)
    try:
        check(f"sqlite:///{tmp_path / 'net-cds.sqlite'}", limited, is_noticed=pragma != "max_page_count = 1000000000")
    finally:
        event.remove(Engine, "checkout", checked_out)


def _set(store: str, read_only: str) -> None:
    """For every new transaction; the connections that are open end, as when a server becomes a standby."""
    name = store.rpartition("/")[2]
    with psycopg.connect(store, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {read_only}".encode())
        connection.execute(b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
