"""Scenarios: which requests a run sends, each a change of a valid call."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from cds_service.harness.change import Change, change_of
from cds_service.harness.lending.loan import Loan, loan
from cds_service.harness.signing.terms import TokenTerms, token_terms


class Per(StrEnum):
    """How often a probe is sent; `FIRST`: to the first service that answers its valid call with 200."""

    RUN = "run"
    FIRST = "first"
    SERVICE = "service"
    REQUEST = "request"
    KEY = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One request of a scenario; without `body` or `text` it is the valid call of the service with `changes`.

    padding   the number of spaces after the body, which make it long and change nothing
    together  all requests at the same time
    token     its token, where that is what it is about; without keys it is not sent then
    loan      what it lends to the service; without an EHR it is not sent then
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
    together: bool = False
    token: TokenTerms | None = None
    loan: Loan | None = None


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
        changes=tuple(change_of(change) for change in row.get("changes", ())),
        padding=row.get("padding", 0),
        if_present=row.get("if_present"),
        against=tuple(row.get("against", ())),
        together=row.get("together", False),
        token=token_terms(row["token"]) if "token" in row else None,
        loan=loan(row["ehr"]) if "ehr" in row else None,
    )
