"""PF26: whether the sigmoid primary is in place, from Observations and completed resections; the later one wins."""

from __future__ import annotations

from dataclasses import replace

from cds_service.case.items.disease import PRIMARY_IN_SITU
from cds_service.case.items.item import FALSE
from cds_service.logic.fact import Evidence, Fact
from fhir_mappings.findings.observed import YES_NO, latest_boolean
from fhir_mappings.findings.performed import performed_procedures
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _RESECTIONS = "primary-in-situ-observations", "primary-resections"


def _read(sources: Sources) -> Found:
    stated = latest_boolean(sources, PRIMARY_IN_SITU, _CODES, worst=True)
    resections = performed_procedures(sources, _RESECTIONS)
    notes = (*stated.notes, *resections.notes)
    fact = stated.facts.get(PRIMARY_IN_SITU.name)
    done, perhaps = resections.certain, resections.unclear
    if done and not _stands(fact, done):
        return Found(facts={PRIMARY_IN_SITU.name: Fact(possible=FALSE, evidence=done)}, notes=notes)
    if perhaps and not _stands(fact, perhaps):
        unclear = Fact(possible=PRIMARY_IN_SITU.range, why=resections.why, evidence=perhaps)
        return Found(facts={PRIMARY_IN_SITU.name: unclear}, notes=notes)
    return replace(stated, notes=notes)


def _stands(stated: Fact | None, resections: tuple[Evidence, ...]) -> bool:
    """What was stated stands against a resection when it says "removed" as well, or is the later of the two."""
    if stated is None or stated.why is not None:
        return False
    return stated.possible == FALSE or _is_later(stated.evidence[0], resections[0])


def _is_later(statement: Evidence, resection: Evidence) -> bool:
    if statement.date is None:
        return resection.date is None
    return resection.date is None or statement.date.latest >= resection.date.latest


READER = Reader(
    items=(PRIMARY_IN_SITU.name,),
    lists=("observations", "procedures"),
    codes=(_CODES, YES_NO, _RESECTIONS),
    read=_read,
)
