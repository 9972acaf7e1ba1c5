"""The rule table: what the specification asks of a service, by version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Target(StrEnum):
    """The versions of CDS Hooks that a service can be held to, oldest first."""

    V1_0 = "1.0"
    V1_1 = "1.1"
    V2_0 = "2.0"
    V2_0_1 = "2.0.1"
    V3_0_BALLOT = "3.0-ballot"


class Strength(StrEnum):
    """How the specification says it; DEF is a field definition, BP a best practice, INF our own inference."""

    MUST = "MUST"
    SHALL = "SHALL"
    DEF = "DEF"
    SHOULD = "SHOULD"
    RECOMMENDED = "RECOMMENDED"
    BP = "BP"
    INF = "INF"

    @property
    def binds(self) -> bool:
        """True if a breach is a conformance failure; otherwise it is advice."""
        return self in {Strength.MUST, Strength.SHALL, Strength.DEF}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One requirement: its id in the conformance reference, where it holds, and the check that measures it.

    `on` are the tags of the exchanges that it speaks about; a letter after the number marks a part of a requirement.
    """

    id: str
    suite: str
    strength: Strength
    since: Target
    until: Target
    title: str
    remedy: str
    check: str
    on: frozenset[str]

    def holds_for(self, target: Target) -> bool:
        """Whether a service of this version is held to the rule."""
        order = list(Target)
        return order.index(self.since) <= order.index(target) <= order.index(self.until)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of every version, suite by suite."""
    folder = files("cds_service.harness").joinpath("rules")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    return tuple(
        _rule(file.name.removesuffix(".json"), row) for file in found for row in json.loads(file.read_text("utf-8"))
    )


def rules_for(target: Target) -> tuple[Rule, ...]:
    """The rules that hold for one version."""
    return tuple(rule for rule in all_rules() if rule.holds_for(target))


def _rule(suite: str, row: Mapping[str, Any]) -> Rule:
    return Rule(
        id=row["id"],
        suite=suite.partition("_")[2].replace("_", " "),
        strength=Strength(row["strength"]),
        since=Target(row.get("since", Target.V1_0)),
        until=Target(row.get("until", Target.V3_0_BALLOT)),
        title=row["title"],
        remedy=row["remedy"],
        check=row["check"],
        on=frozenset(row["on"]),
    )
