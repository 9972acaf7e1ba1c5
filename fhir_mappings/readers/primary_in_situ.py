"""PF26: whether the sigmoid primary is in place, from Observations and completed resections; the later one wins."""

from __future__ import annotations

from cds_service.case.items.disease import PRIMARY_IN_SITU
from cds_service.case.items.item import FALSE
from cds_service.logic.fact import Evidence, Fact
from fhir_mappings.findings.observed import latest_boolean
from fhir_mappings.findings.performed import performed_procedures
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _RESECTIONS = "primary-in-situ-observations", "primary-resections"


def _read(sources: Sources) -> Found:
    stated = latest_boolean(sources, PRIMARY_IN_SITU, _CODES, worst=True)
    resections = performed_procedures(sources, _RESECTIONS)
    fact = stated.facts.get(PRIMARY_IN_SITU.name)
    if not resections or (fact and not fact.why and _is_later(fact.evidence[0], resections[0])):
        return stated
    return Found(facts={PRIMARY_IN_SITU.name: Fact(possible=FALSE, evidence=resections)}, notes=stated.notes)


def _is_later(statement: Evidence, resection: Evidence) -> bool:
    if statement.date is None:
        return resection.date is None
    return resection.date is None or statement.date.latest >= resection.date.latest


READER = Reader(
    items=(PRIMARY_IN_SITU.name,),
    lists=("observations", "procedures"),
    codes=(_CODES, _RESECTIONS),
    read=_read,
)
