"""Feedback that was acknowledged is there, at whatever moment the process was killed."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count

import httpx
import pytest

from cds_service.feedback.keeping.tables import FEEDBACK
from tests.database.databases import database_at
from tests.feedback.keeping import rows
from tests.feedback.test_endpoint import CALL, SERVICE

ROUNDS = 4
CLIENTS = 4
COMMAND = [sys.executable, "-c", "from cds_service.cli.main import main; main()", "serve", "--port"]
_NUMBERS = count()

Batch = tuple[str, ...]  # cards


@dataclass(slots=True, kw_only=True)
class Said:
    """Batches that were sent, and those of them that were acknowledged, or refused."""

    sent: list[Batch] = field(default_factory=list)
    acknowledged: list[Batch] = field(default_factory=list)
    refused: list[Batch] = field(default_factory=list)


@pytest.mark.slow
def test_acknowledged_feedback_survives_a_kill_at_any_moment_and_no_batch_is_torn(address: str) -> None:
    chance = random.Random(20261124)
    said = Said()
    for _ in range(ROUNDS):
        with killed_after(address, chance.uniform(0.02, 0.5), said) as clients:
            for client in clients:
                client.join(timeout=60)
        kept = cards_in(address)
        assert [batch for batch in said.acknowledged if not kept.issuperset(batch)] == []
        assert [batch for batch in said.sent if 0 < len(kept.intersection(batch)) < len(batch)] == []
    assert len(said.acknowledged) > ROUNDS
    assert said.refused == []


@contextmanager
def killed_after(address: str, seconds: float, said: Said) -> Iterator[list[threading.Thread]]:
    """Clients that talk to a service which is killed so long after it acknowledged something; nobody stops it."""
    port = _free_port()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NET_CDS_")}
    environ |= {"NET_CDS_DATABASE_URL": address, "NET_CDS_AS_OF": "2026-11-24"}
    before = len(said.acknowledged)
    with subprocess.Popen([*COMMAND, str(port)], env=environ, stderr=subprocess.DEVNULL) as service:
        try:
            base = _when_live(port)
            clients = [threading.Thread(target=_talk, args=(base, said)) for _ in range(CLIENTS)]
            for client in clients:
                client.start()
            while len(said.acknowledged) == before and any(client.is_alive() for client in clients):
                time.sleep(0.001)
            time.sleep(seconds)
        finally:
            service.send_signal(signal.SIGKILL)
        yield clients


def cards_in(address: str) -> frozenset[str]:
    """The cards about which feedback is kept."""
    database = database_at(address)
    try:
        return frozenset(card for (card,) in rows(database, FEEDBACK, ["card"]))
    finally:
        database.close()


def _talk(base: str, said: Said) -> None:
    """Feedback and calls in turn, until nobody answers."""
    chance = random.Random()
    headers = {"Content-Type": "application/json"}
    with suppress(httpx.TransportError), httpx.Client(base_url=base, headers=headers, timeout=30) as client:
        while True:
            batch = tuple(f"card-{next(_NUMBERS)}" for _ in range(chance.randint(1, 20)))
            said.sent.append(batch)
            status = client.post(f"{SERVICE}/feedback", content=_body(batch)).status_code
            (said.acknowledged if status == 200 else said.refused).append(batch)
            client.post(SERVICE, content=CALL.read_bytes())


def _body(batch: Batch) -> bytes:
    items = [
        {
            "card": card,
            "outcome": "overridden",
            "outcomeTimestamp": "2026-11-24T09:30:00Z",
            "overrideReason": "a reason",
        }
        for card in batch
    ]
    return json.dumps({"feedback": items}).encode()


def _when_live(port: int) -> str:
    base = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            httpx.get(f"{base}/health/live")
            return base
        time.sleep(0.05)
    raise AssertionError("the service did not start")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
