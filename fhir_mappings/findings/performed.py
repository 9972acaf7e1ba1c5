"""Procedures of one kind that were done → evidence, newest first."""

from __future__ import annotations

from cds_service.logic.fact import Evidence
from fhir_mappings.elements.moments import performed
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.reader import Sources
from fhir_mappings.resources import having


def performed_procedures(sources: Sources, codes: str) -> tuple[Evidence, ...]:
    """The Procedures with a code of the value set that count and do not lie after the day of evaluation."""
    wanted = sources.terminology.value_sets[codes].codings
    found = []
    for resource in having(sources.resources, "Procedure", wanted):
        when = performed(resource.body)
        dated = None if isinstance(when, Problem) else when
        in_the_past = dated is None or dated.earliest <= sources.as_of
        if status_of("Procedure", resource.body) is Status.COUNTS and in_the_past:
            found.append(Evidence(reference=resource.reference, date=dated))
    return tuple(found)
