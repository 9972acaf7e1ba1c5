"""The two public doors by which a record is explained: POST /explain, and `net-cds evaluate` for a file."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from click.testing import CliRunner
from fastapi import FastAPI

from cds_service.bootstrap import application
from cds_service.cli.main import main

ENVIRON = {"NET_CDS_AS_OF": "2026-11-24", "NET_CDS_CONCEPT_MAPS": str(Path(__file__).with_name("site_maps"))}
_INTERVAL = re.compile(r"([\[(])([\d.]+|∞),([\d.]+|∞)([\])])")


def posted(body: Mapping[str, Any]) -> dict[str, Any]:
    """What the explain endpoint answers to a patient-view request."""

    async def post() -> httpx.Response:
        transport = httpx.ASGITransport(app=_application())
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.post("/explain/net-patient-view", json=body)

    answer = asyncio.run(post())
    assert answer.status_code == 200, answer.text
    explained: dict[str, Any] = answer.json()
    return explained


def evaluated(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """What the command explains about a Bundle that is the whole record."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record.json"
        path.write_text(json.dumps(bundle), encoding="utf-8")
        done = CliRunner().invoke(main, ["evaluate", "--explain", str(path)], env=ENVIRON)
    assert done.exit_code == 0, done.output
    explained: dict[str, Any] = json.loads(done.stdout)
    return explained


def known(explained: Mapping[str, Any]) -> dict[str, str]:
    """What is still possible of every fact."""
    return {name: fact["possible"] for name, fact in explained["facts"].items()}


def alike(one: str, other: str) -> bool:
    """The same possibilities; numbers that went through another unit may differ by one in a hundred."""
    a, b = _INTERVAL.fullmatch(one), _INTERVAL.fullmatch(other)
    if a is None or b is None or (a[1], a[4]) != (b[1], b[4]):
        return one == other
    return all(_near(a[end], b[end]) for end in (2, 3))


def _near(one: str, other: str) -> bool:
    if "∞" in (one, other):
        return one == other
    return abs(float(one) - float(other)) <= 0.012 * max(float(one), float(other))


@cache
def _application() -> FastAPI:
    return application(ENVIRON)
