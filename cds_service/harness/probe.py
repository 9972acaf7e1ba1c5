"""Scenarios: which requests a run sends, each a change of a valid call."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from cds_service.harness.change import Change, Operation


class Per(StrEnum):
    """How often a probe is sent."""

    RUN = "run"
    SERVICE = "service"
    REQUEST = "request"
    KEY = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One request of a scenario; without `body` or `text` it is the valid call of the service with `changes`.

    `padding` is the number of spaces after the body, which make it long and change nothing.
    """

    name: str
    title: str
    tags: frozenset[str]
    per: Per
    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    text: str | None = None
    changes: tuple[Change, ...] = ()
    padding: int = 0
    if_present: str | None = None
    against: tuple[str, ...] = ()


@cache
def all_probes() -> tuple[Probe, ...]:
    """The built-in scenarios in the order in which they are sent."""
    folder = files("cds_service.harness").joinpath("scenarios")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    return tuple(_probe(row) for file in found for row in json.loads(file.read_text("utf-8")))


def _probe(row: Mapping[str, Any]) -> Probe:
    path = row.get("path", "/cds-services/{id}")
    return Probe(
        name=row["name"],
        title=row["title"],
        tags=frozenset(row["tags"]),
        per=Per(row.get("per", Per.SERVICE if "{id}" in path else Per.RUN)),
        method=row.get("method", "POST"),
        path=path,
        headers=row.get("headers", {}),
        body=row.get("body"),
        text=row.get("text"),
        changes=tuple(_change(change) for change in row.get("changes", ())),
        padding=row.get("padding", 0),
        if_present=row.get("if_present"),
        against=tuple(row.get("against", ())),
    )


def _change(row: Mapping[str, Any]) -> Change:
    operation = next(one for one in Operation if one in row)
    return Change(operation=operation, at=row[operation], to=row.get("to"), if_type=row.get("if_type"))
