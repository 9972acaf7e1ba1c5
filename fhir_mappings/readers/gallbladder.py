"""PF71: gallstones, gallbladder removed, and days since the last gallbladder ultrasound."""

from __future__ import annotations

from decimal import Decimal

from cds_service.case.item import TRUE
from cds_service.case.organs import CHOLECYSTECTOMY, GALLSTONES, GB_US_DATE
from cds_service.logic.dates import DateRange
from cds_service.logic.domain import Interval
from cds_service.logic.fact import Evidence, Fact
from fhir_mappings.asserted import asserted, having_code
from fhir_mappings.elements.moments import effective
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.performed import performed_procedures
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import having

_STONES, _REMOVED, _HISTORY = "gallstone-conditions", "cholecystectomies", "history-of-cholecystectomy-conditions"
_ULTRASOUNDS = "gallbladder-ultrasounds"


def _read(sources: Sources) -> Found:
    removed = (*performed_procedures(sources, _REMOVED), *_named(sources, _HISTORY))
    stones = _named(sources, _STONES)
    days = _days_since_ultrasound(sources)
    facts = {
        **({CHOLECYSTECTOMY.name: Fact(possible=TRUE, evidence=removed)} if removed else {}),
        **({GALLSTONES.name: Fact(possible=TRUE, evidence=stones)} if stones else {}),
        **({GB_US_DATE.name: days} if days else {}),
    }
    return Found(facts=facts)


def _named(sources: Sources, codes: str) -> tuple[Evidence, ...]:
    found = having_code(asserted(sources), sources.terminology.value_sets[codes].codings)
    return tuple(one.evidence for one in found if one.certain)


def _days_since_ultrasound(sources: Sources) -> Fact | None:
    codes = sources.terminology.value_sets[_ULTRASOUNDS].codings
    studies: list[tuple[DateRange, Evidence]] = []
    for kind in ("DiagnosticReport", "Observation"):
        for resource in having(sources.resources, kind, codes):
            when = effective(resource.body)
            if status_of(kind, resource.body) is Status.COUNTS and when is not None and not isinstance(when, Problem):
                studies.append((when, Evidence(reference=resource.reference, date=when)))
    past = [(when, study) for when, study in studies if when.earliest <= sources.as_of]
    if not past:
        return None
    when, study = max(past, key=lambda pair: pair[0].latest)
    nearest, farthest = max(0, (sources.as_of - when.latest).days), (sources.as_of - when.earliest).days
    return Fact(possible=Interval(low=Decimal(nearest), high=Decimal(farthest)), evidence=(study,))


READER = Reader(
    items=(GALLSTONES.name, CHOLECYSTECTOMY.name, GB_US_DATE.name),
    lists=("conditions", "procedures", "diagnosticReports", "observations"),
    codes=(_STONES, _REMOVED, _HISTORY, _ULTRASOUNDS),
    read=_read,
)
