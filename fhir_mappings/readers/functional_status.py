"""PF30: function as stated, or a carcinoid syndrome with raised 5-HIAA or serotonin; the syndrome alone stays open."""

from __future__ import annotations

from datetime import date

from cds_service.case.items.course import FUNCTIONAL
from cds_service.case.items.item import TRUE
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.choice import value_of
from fhir_mappings.elements.measured import measured
from fhir_mappings.elements.moments import effective
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.quantity import upper_reference_limit
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.findings.asserted import asserted, having_code
from fhir_mappings.findings.focus import about_another
from fhir_mappings.findings.observed import latest_choice, observations
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource

_CODES, _ANSWERS, _SYNDROME = "functional-status-observations", "functional-status", "carcinoid-syndrome-conditions"
_MARKERS = (
    "hiaa-urine-molar-per-day-observations",
    "hiaa-urine-mass-per-day-observations",
    "hiaa-plasma-observations",
    "serotonin-observations",
)
_WORDS = {"functioning": "true", "non-functioning": "false"}


def _read(sources: Sources) -> Found:
    stated = latest_choice(sources, FUNCTIONAL, _CODES, _ANSWERS, words=_WORDS, safer=("true",))
    said = stated.facts.get(FUNCTIONAL.name)
    codes = sources.terminology.value_sets[_SYNDROME].codings
    syndrome = [found.evidence for found in having_code(asserted(sources), codes) if found.certain]
    raised = [found for found in (_raised(one, sources.as_of) for one in _results(sources)) if found]
    settled = said is not None and said.why is None
    if not syndrome or (settled and not (raised and _is_later(raised[0], said))):
        return stated
    if raised:
        fact = Fact(possible=TRUE, evidence=(*raised, *syndrome))
    else:
        fact = Fact(possible=FUNCTIONAL.range, why=Why.NOT_RECORDED, evidence=tuple(syndrome))
    return Found(facts={FUNCTIONAL.name: fact}, notes=stated.notes)


def _results(sources: Sources) -> tuple[Resource, ...]:
    return tuple(one for one in observations(sources, _MARKERS) if about_another(sources, one) is None)


def _is_later(raised: Evidence, said: Fact | None) -> bool:
    stated = said.evidence[0].date if said else None
    return raised.date is not None and (stated is None or raised.date.earliest > stated.latest)


def _raised(resource: Resource, as_of: date) -> Evidence | None:
    """The result as evidence when it lies above its own upper reference limit."""
    value, when = value_of(resource.body), effective(resource.body)
    if status_of("Observation", resource.body) is not Status.COUNTS or isinstance(value, Problem):
        return None
    read = measured(*value)
    if isinstance(read, Problem):
        return None
    limit = upper_reference_limit(resource.body, unit=read.unit)
    if limit is None or not (
        read.interval.low > limit or (read.interval.low == limit and not read.interval.low_closed)
    ):
        return None
    dated = None if isinstance(when, Problem) else when
    in_the_past = dated is None or dated.earliest <= as_of
    return Evidence(reference=resource.reference, date=dated) if in_the_past else None


READER = Reader(
    items=(FUNCTIONAL.name,),
    lists=("observations", "conditions"),
    codes=(_CODES, _ANSWERS, _SYNDROME, *_MARKERS),
    read=_read,
)
