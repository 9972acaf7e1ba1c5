"""PF67: thrombosis of the main portal vein as stated; a Condition that does not name the main trunk leaves it open."""

from __future__ import annotations

import re

from cds_service.case.items.item import TRUE
from cds_service.case.items.organs import MAIN_PVT
from cds_service.case.record import Note
from cds_service.logic.dates import DateRange
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.findings.observed import YES_NO, latest_boolean
from fhir_mappings.findings.standing import standing
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _CONDITIONS = "main-portal-vein-thrombosis-observations", "portal-vein-thrombosis-conditions"
_WORDS = re.compile(r"portal.{0,20}thrombo|thrombosis of (?:the )?portal|pfortader.{0,5}thrombo", re.IGNORECASE)


def _read(sources: Sources) -> Found:
    stated = latest_boolean(sources, MAIN_PVT, _CODES, worst=True)
    named = standing(sources, (_CONDITIONS,), _WORDS)
    evidence = tuple(one.evidence for one in (*named.certain, *(one for one, _ in named.unclear)))
    fact = stated.facts.get(MAIN_PVT.name)
    if not evidence or (fact is not None and fact.why is None and _stands(fact, evidence)):
        return stated
    text = "a thrombosis of the portal vein is recorded, and not whether the main trunk is closed"
    note = Note(text=text, reference=evidence[0].reference)
    opened = Fact(possible=MAIN_PVT.range, why=Why.NOT_RECORDED, evidence=evidence)
    return Found(facts={MAIN_PVT.name: opened}, notes=(*stated.notes, *named.notes, note))


def _stands(stated: Fact, conditions: tuple[Evidence, ...]) -> bool:
    """Yes stands; no stands unless a Condition may be newer."""
    last = stated.evidence[0].date
    return stated.possible == TRUE or all(
        isinstance(one.date, DateRange) and last is not None and one.date.latest <= last.earliest for one in conditions
    )


READER = Reader(
    items=(MAIN_PVT.name,), lists=("observations", "conditions"), codes=(_CODES, YES_NO, _CONDITIONS), read=_read
)
