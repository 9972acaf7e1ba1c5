"""The table of `order_kinds.json`: which value sets make which kind of order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from cds_service.case.order import Agent, OrderKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One way of recognising a kind of order: a coding of `value_set`.

    only_at     value set of body sites: one of them must stand beside it, in a coding or in words
    unless      value set that makes it something else
    instead_of  kinds that say the same less exactly and are left out
    """

    kind: OrderKind
    value_set: str
    only_at: str | None = None
    unless: str | None = None
    instead_of: frozenset[OrderKind] = frozenset()


def _sign(row: Mapping[str, Any]) -> Sign:
    return Sign(
        kind=OrderKind(row["kind"]),
        value_set=row["value_set"],
        only_at=row.get("only_at"),
        unless=row.get("unless"),
        instead_of=frozenset(OrderKind(name) for name in row.get("instead_of", ())),
    )


SIGNS: tuple[Sign, ...] = tuple(
    _sign(row) for row in json.loads(files("fhir_mappings.orders").joinpath("order_kinds.json").read_text("utf-8"))
)
CYTOTOXICS = "cytotoxics"
AGENTS: Mapping[str, Agent] = {
    "capecitabine": Agent.CAPECITABINE,
    "fluorouracil": Agent.FLUOROURACIL,
    "temozolomide": Agent.TEMOZOLOMIDE,
}
"""Value sets of single cytotoxics that a check depends on."""
MICROSPHERES: Mapping[str, str] = {"resin": "tare-resin-procedures", "glass": "tare-glass-procedures"}
CODES: tuple[str, ...] = tuple(
    dict.fromkeys(
        name
        for name in (
            *(name for sign in SIGNS for name in (sign.value_set, sign.only_at, sign.unless)),
            *(CYTOTOXICS, *AGENTS, *MICROSPHERES.values()),
        )
        if name
    )
)
"""Ids of the value sets by which orders are recognised; analogues are told apart by those of `findings.therapies`."""
