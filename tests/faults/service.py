"""The service on a real socket in this process, so that a test can put a fault into it and call it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from cds_service.bootstrap import SERVICES, application
from tests.architecture.source import ROOT
from tests.ehr.mock import socket_server

HOOKS = {service.hook: service.id for service in SERVICES}
DEMONSTRATION = ROOT / "cds_service/cli/demonstration"
STORIES = ROOT / "tests/stories/requests"
VIEW = DEMONSTRATION / "04-progression-on-analogue.json"
ORDER = STORIES / "V23-analogue-order.json"


@contextmanager
def served(store: str, **settings: str) -> Iterator[str]:
    """The address of the service; `store` is that of its database."""
    named = {f"NET_CDS_{name.upper()}": value for name, value in settings.items()}
    fixed = {"NET_CDS_AS_OF": "2026-11-24", "NET_CDS_FHIR_SERVERS": "loopback"}
    with socket_server(application({**fixed, "NET_CDS_DATABASE_URL": store, **named})) as url:
        yield url


def body_of(file: Path, *lacking: str, **changes: Any) -> dict[str, Any]:
    """The request in a file without some lists, and with whole members replaced."""
    body: dict[str, Any] = json.loads(file.read_text("utf-8"))
    body["prefetch"] = {key: value for key, value in body["prefetch"].items() if key not in lacking}
    return body | changes


def post(base: str, body: dict[str, Any], door: str = "cds-services") -> httpx.Response:
    """What the service says, or (door "explain") why it says it."""
    return httpx.post(f"{base}/{door}/{HOOKS[body['hook']]}", json=body, timeout=30)


def both(base: str, body: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answer and its explanation, both successful."""
    answer, explained = (post(base, body, door).raise_for_status().json() for door in ("cds-services", "explain"))
    return answer, explained
