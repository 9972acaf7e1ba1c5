"""The table of fault profiles: what an EHR can do wrong on purpose, and which rule that breaks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Side(StrEnum):
    """Which half of the EHR misbehaves: its FHIR server, or its CDS client. Each has its file in the table."""

    SERVER = "server"
    CLIENT = "client"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultProfile:
    """One way to misbehave; everything else about the EHR stays sound.

    breaks    client rules ("C-P03") and rows of the prefetch matrix ("8.3 row 13") of the conformance reference, or
              what was seen in the field ("interop B"); empty where no rule is broken and services must bear it anyway
    settings  what to do, in the words of that side. The server's are those of `Conduct`. The client's: `prefetch` says
              what becomes of which keys ("all", "searches", "one"), `token` and `jwt` what is odd about them, and
              `changes` are made to the finished request, as in the scenarios of the harness
    """

    id: str
    side: Side
    title: str
    does: str
    breaks: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)


@cache
def all_profiles() -> tuple[FaultProfile, ...]:
    """Every profile, the server's first."""
    return tuple(_profile(side, row) for side in Side for row in _rows(side))


def profiles_of(side: Side) -> tuple[FaultProfile, ...]:
    """The profiles of one half of the EHR."""
    return tuple(profile for profile in all_profiles() if profile.side is side)


def profile(identifier: str) -> FaultProfile:
    """The profile with this id. Raises `KeyError`."""
    return {one.id: one for one in all_profiles()}[identifier]


def _rows(side: Side) -> list[Mapping[str, Any]]:
    text = files("cds_service.harness.ehr.faults").joinpath(f"{side}.json").read_text("utf-8")
    rows: list[Mapping[str, Any]] = json.loads(text)
    return rows


def _profile(side: Side, row: Mapping[str, Any]) -> FaultProfile:
    return FaultProfile(
        id=row["id"],
        side=side,
        title=row["title"],
        does=row["does"],
        breaks=tuple(row.get("breaks", ())),
        settings=row.get("settings", {}),
    )
