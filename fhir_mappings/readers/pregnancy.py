"""PF03: pregnancy by status, hCG test or active Condition, the latest wins; no for men and from 56 years [A15]."""

from __future__ import annotations

from cds_service.case.items.item import FALSE, TRUE
from cds_service.case.items.patient import PREGNANT
from cds_service.case.record import Note
from cds_service.logic.dates import DateRange, on
from cds_service.logic.domain import Domain, Interval
from cds_service.logic.fact import Evidence, Fact
from fhir_mappings.elements.answers import boolean
from fhir_mappings.elements.problem import Problem
from fhir_mappings.findings.age import completed_years
from fhir_mappings.findings.observed import chosen, latest, yes_or_no
from fhir_mappings.findings.standing import standing, standing_fact
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource

_STATUS, _HCG = "pregnancy-status-observations", "hcg-observations"
_ANSWERS, _CONDITIONS = "pregnancy-answer", "pregnancy-conditions"
_WORDS = {"pregnant": "true", "not-pregnant": "false"}
_NOT_ASKED_FROM = 56


def _read(sources: Sources) -> Found:
    patient = sources.resources.patient
    if patient is not None and _cannot_be(patient, sources):
        # what the Patient says holds on the day on which it was asked for
        evidence = (Evidence(reference=patient.reference, date=on(sources.as_of)),)
        return Found(facts={PREGNANT.name: Fact(possible=FALSE, evidence=evidence)}, notes=_contradicted(sources))
    named = standing_fact(PREGNANT, standing(sources, (_CONDITIONS,)))
    observed = latest(sources, PREGNANT, (_STATUS, _HCG), lambda resource: _answer(sources, resource), ("true",))
    said, stated = named.facts.get(PREGNANT.name), observed.facts.get(PREGNANT.name)
    fact = _later(stated, said) if said and stated else said or stated
    return Found(facts={PREGNANT.name: fact} if fact else {}, notes=(*observed.notes, *named.notes))


def _cannot_be(patient: Resource, sources: Sources) -> bool:
    years = completed_years(patient, sources.as_of)
    old = isinstance(years, Interval) and years.low >= _NOT_ASKED_FROM
    return old or patient.body.get("gender") == "male"


def _contradicted(sources: Sources) -> tuple[Note, ...]:
    text = "a pregnancy is recorded, which the patient's sex or age contradicts; it was not used"
    certain = standing(sources, (_CONDITIONS,)).certain
    return tuple(Note(text=text, reference=one.resource.reference) for one in certain)


def _answer(sources: Sources, resource: Resource) -> Domain | Problem:
    coded = chosen(sources, resource, _ANSWERS, _WORDS)
    if not isinstance(coded, Problem):
        return coded
    said = boolean(resource.body)
    return coded if isinstance(said, Problem) else yes_or_no(said)


def _later(observed: Fact, named: Fact) -> Fact:
    """Yes stands; no refutes a Condition only when it is newer (ruling 2)."""
    settled = observed.why is None and (observed.possible == TRUE or _is_newer(observed, named))
    return observed if settled else named


def _is_newer(observed: Fact, named: Fact) -> bool:
    dates = [evidence.date for evidence in named.evidence]
    last = observed.evidence[0].date
    return last is not None and all(isinstance(date, DateRange) and date.latest < last.earliest for date in dates)


READER = Reader(
    items=(PREGNANT.name,),
    lists=("patient", "observations", "conditions"),
    codes=(_STATUS, _HCG, _ANSWERS, _CONDITIONS),
    read=_read,
)
