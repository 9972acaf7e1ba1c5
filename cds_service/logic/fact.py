"""Fact: what the record still allows for one item, the evidence, and why it is open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cds_service.logic.dates import DateRange
from cds_service.logic.domain import Domain


class Why(Enum):
    """Why a fact is open."""

    NOT_RECORDED = "not recorded"
    NOT_RETRIEVED = "not retrieved"
    UNREADABLE = "unreadable"
    UNMAPPED = "unmapped"
    CONFLICTING = "conflicting"
    STALE = "stale"
    PRELIMINARY = "preliminary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a value comes from: a resource reference, its date, and (patient-derived) words for people."""

    reference: str
    date: DateRange | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The values that an item may still have.

    `why` is None when the record speaks, also when it leaves several values ("Ki-67 < 5 %").
    The first evidence is the one that decided; a fact without evidence was settled by absence or is open.
    """

    possible: Domain
    why: Why | None = None
    evidence: tuple[Evidence, ...] = ()
