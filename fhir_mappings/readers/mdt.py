"""PF07: days since the last NET-MDT review, from MDT-decision Observations and tumour-board Procedures."""

from __future__ import annotations

from decimal import Decimal

from cds_service.case.patient import MDT_DATE
from cds_service.logic.domain import Interval
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.dates import date_range
from fhir_mappings.elements.moments import effective
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.performed import performed_procedures
from fhir_mappings.reader import NOTHING, Found, Reader, Sources
from fhir_mappings.resources import Resource, having

_DECISIONS, _BOARDS = "mdt-decision-observations", "tumor-boards"


def _read(sources: Sources) -> Found:
    codes = sources.terminology.value_sets[_DECISIONS].codings
    decisions = [
        _evidence(resource)
        for resource in having(sources.resources, "Observation", codes)
        if status_of("Observation", resource.body) is Status.COUNTS
    ]
    reviews = [*decisions, *performed_procedures(sources, _BOARDS)]
    past = [(review, review.date) for review in reviews if review.date and review.date.earliest <= sources.as_of]
    if not past:
        fact = Fact(possible=MDT_DATE.range, why=Why.UNREADABLE, evidence=tuple(reviews))
        return Found(facts={MDT_DATE.name: fact}) if reviews else NOTHING
    last, when = max(past, key=lambda pair: pair[1].latest)
    nearest, farthest = max(0, (sources.as_of - when.latest).days), (sources.as_of - when.earliest).days
    possible = Interval(low=Decimal(nearest), high=Decimal(farthest))
    return Found(facts={MDT_DATE.name: Fact(possible=possible, evidence=(last,))})


def _evidence(resource: Resource) -> Evidence:
    """The decision's date: its value, else when it holds true."""
    stated = date_range(resource.body.get("valueDateTime"), "valueDateTime")
    when = effective(resource.body) if isinstance(stated, Problem) else stated
    return Evidence(reference=resource.reference, date=None if isinstance(when, Problem) else when)


READER = Reader(items=(MDT_DATE.name,), lists=("observations", "procedures"), codes=(_DECISIONS, _BOARDS), read=_read)
