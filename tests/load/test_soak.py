"""An hour in small: calls of every kind, good and bad, and afterwards the service holds on to no more than before.

`SOAK_SECONDS` sets how long it lasts.
"""

from __future__ import annotations

import json
import os
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from fhir_mappings.resources import LISTS
from tests.cli.running import running
from tests.ehr.conftest import TOKEN, records
from tests.ehr.mock import Ehr, outcome, says, searchset, slow, status
from tests.ehr.mock import running as ehr_running
from tests.faults.service import DEMONSTRATION, HOOKS, ORDER, VIEW, body_of
from tests.load.process import Held, held_by

SECONDS = float(os.environ.get("SOAK_SECONDS", "60"))
CLIENTS = 4
GLANCE_SECONDS = 0.5
# One request body kept in a hundred calls would be more than this; a heap that settles is less.
MEMORY = 6 * 1024 * 1024
FEW = 4  # connections and threads that come and go with the calls under way at the moment of the glance

EHR_FAULTS = (
    None,
    None,
    status(401),
    status(500, retry_after="0"),
    says(outcome()),
    says(b'{"resourceType": "Bundle", "entry": ['),
    says(searchset(following="https://elsewhere.example.org/2")),
    slow(1),
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="what a process holds stands in /proc"),
]


@dataclass(slots=True, kw_only=True)
class Traffic:
    """Clients that call the service until they are told to stop; `seen` counts the statuses of what they got."""

    base: str
    ehr: Ehr
    stopping: threading.Event = field(default_factory=threading.Event)
    seen: Counter[int] = field(default_factory=Counter)

    def run(self, seed: int) -> None:
        """One client."""
        chance = random.Random(seed)
        while not self.stopping.is_set():
            with httpx.Client(base_url=self.base, timeout=30) as client:
                for _ in range(chance.randint(1, 40)):  # then it connects anew
                    if self.stopping.is_set():
                        return
                    self._call(client, chance)

    def _call(self, client: httpx.Client, chance: random.Random) -> None:
        if chance.random() < 0.03:
            _hang_up(self.base)
            return
        path, content = chance.choice(KINDS)(chance, self.ehr)
        answer = client.post(path, content=content, headers={"Content-Type": "application/json"})
        self.seen[answer.status_code] += 1


def advice(chance: random.Random, _: Ehr) -> tuple[str, bytes]:
    """A demonstration patient, also explained."""
    content = chance.choice(sorted(DEMONSTRATION.glob("*.json"))).read_bytes()
    door = chance.choice(("cds-services", "cds-services", "explain"))
    return f"/{door}/{HOOKS[json.loads(content)['hook']]}", content


def lacking(chance: random.Random, ehr: Ehr) -> tuple[str, bytes]:
    """Lists are to be read from the EHR's server, which now and then has a fault."""
    ehr.faults = {kind: fault for kind in LISTS.values() if (fault := chance.choice(EHR_FAULTS))}
    lent = {"fhirServer": ehr.base, "fhirAuthorization": {"access_token": TOKEN, "token_type": "Bearer"}}
    body = body_of(VIEW, *chance.sample(sorted(LISTS), chance.randint(1, len(LISTS))), **lent)
    return "/cds-services/net-patient-view", json.dumps(body).encode()


def wrong(chance: random.Random, _: Ehr) -> tuple[str, bytes]:
    """What is refused."""
    content = ORDER.read_bytes()
    cut = content[: chance.randrange(len(content))]
    return chance.choice(
        [
            ("/cds-services/net-order-sign", cut),
            ("/cds-services/net-patient-view", content),
            ("/cds-services/net-order-sign", json.dumps(body_of(ORDER, "observations")).encode()),
            ("/cds-services/none", content),
            ("/health/live", b"{}"),
        ]
    )


def feedback(chance: random.Random, _: Ehr) -> tuple[str, bytes]:
    """What became of some cards; one batch in five has a bad item."""
    item: dict[str, Any] = {"outcome": "overridden", "outcomeTimestamp": "2026-11-24T09:30:00Z"}
    items = [item | {"card": f"card-{chance.random()}"} for _ in range(chance.randint(1, 10))]
    items += [{"card": ""}] if chance.random() < 0.2 else []
    return "/cds-services/net-order-sign/feedback", json.dumps({"feedback": items}).encode()


KINDS: tuple[Callable[[random.Random, Ehr], tuple[str, bytes]], ...] = (
    advice,
    advice,
    lacking,
    lacking,
    wrong,
    feedback,
)


def test_the_service_holds_on_to_no_more_than_before(tmp_path: Path) -> None:
    settings = {"fhir_servers": "loopback", "time_budget_ms": "500"}
    with ehr_running() as ehr, running(tmp_path, **settings) as service:
        ehr.records, ehr.token = records(), TOKEN
        with _calling(Traffic(base=service.base, ehr=ehr)) as traffic:
            glances = list(_glances(service.process.pid))
        time.sleep(2)
        rest = held_by(service.process.pid)
    _tell(glances, rest, traffic)
    assert {200, 400, 404, 405, 412} <= traffic.seen.keys()
    assert not {code for code in traffic.seen if code >= 500}
    third, last = _quarters(glances)[2:]
    assert _middle(last, "memory") - _middle(third, "memory") < MEMORY
    for name in ("threads", "files", "sockets", "store"):
        assert _most(last, name) <= _most(third, name) + FEW, name
        assert getattr(rest, name) <= _most(third, name) + FEW, name


@contextmanager
def _calling(traffic: Traffic) -> Iterator[Traffic]:
    clients = [threading.Thread(target=traffic.run, args=(seed,)) for seed in range(CLIENTS)]
    for client in clients:
        client.start()
    try:
        yield traffic
    finally:
        traffic.stopping.set()
        for client in clients:
            client.join(timeout=60)


def _glances(process: int) -> Iterator[Held]:
    """The first sixth warms up and is not looked at."""
    until = time.monotonic() + SECONDS
    time.sleep(SECONDS / 6)
    while time.monotonic() < until:
        yield held_by(process)
        time.sleep(GLANCE_SECONDS)


def _hang_up(base: str) -> None:
    """A client that goes away in the middle of its body."""
    parts = urlsplit(base)
    head = b"POST /cds-services/net-patient-view HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    with suppress(OSError), socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=5) as one:
        one.sendall(head + b"Content-Length: 1000\r\n\r\n{")


def _quarters(glances: list[Held]) -> list[list[Held]]:
    size = len(glances) // 4
    return [glances[place * size : (place + 1) * size] for place in range(4)]


def _middle(glances: list[Held], name: str) -> float:
    return float(median(getattr(one, name) for one in glances))


def _most(glances: list[Held], name: str) -> int:
    return int(max(getattr(one, name) for one in glances))


def _tell(glances: list[Held], rest: Held, traffic: Traffic) -> None:
    print(f"\n{sum(traffic.seen.values())} answers in {SECONDS:.0f} s: {dict(sorted(traffic.seen.items()))}")
    for name in ("memory", "threads", "files", "sockets", "store"):
        unit = 1024 * 1024 if name == "memory" else 1
        told = [f"{_middle(part, name) / unit:.1f}" for part in _quarters(glances)]
        print(f"{name}: {' '.join(told)} by quarters, {getattr(rest, name) / unit:.1f} at rest")
