"""The requirements of the checklist that no rule measures, each with the reason."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Kind(StrEnum):
    """Why there is no rule."""

    MEASURED = "measured"  # by the rules that are named
    PERMISSION = "permission"  # nothing can break it
    INSIDE = "inside"  # not to be seen from outside
    PEOPLE = "people"  # for people to agree on, to read or to judge
    OTHER_PARTY = "other-party"  # shown by another service or by the client
    LATER = "later"  # of a version that no run is held to


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutRule:
    """One requirement; for `MEASURED` the reason names the rules that hold a service to it."""

    id: str
    kind: Kind
    reason: str


@cache
def without_rule() -> tuple[WithoutRule, ...]:
    """The requirements without a rule, in the order of the checklist."""
    rows = json.loads(files("cds_service.harness").joinpath("without_rule.json").read_text("utf-8"))
    return tuple(WithoutRule(id=row["id"], kind=Kind(row["kind"]), reason=row["reason"]) for row in rows)
