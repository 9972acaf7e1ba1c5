"""PF03: pregnancy by status, test or Condition; no for men and from 56 years of age [A15]."""

from __future__ import annotations

from cds_service.case.item import FALSE, TRUE
from cds_service.case.patient import PREGNANT
from cds_service.logic.dates import whole_years
from cds_service.logic.fact import Evidence, Fact
from fhir_mappings.asserted import asserted, having_code
from fhir_mappings.elements.dates import date_range
from fhir_mappings.elements.problem import Problem
from fhir_mappings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources

_STATUS, _ANSWERS, _CONDITIONS = "pregnancy-status-observations", "pregnancy-answer", "pregnancy-conditions"
_NOT_ASKED_FROM = 56


def _read(sources: Sources) -> Found:
    if _cannot_be(sources):
        patient = sources.resources.patient
        evidence = (Evidence(reference=patient.reference, date=None),) if patient else ()
        return Found(facts={PREGNANT.name: Fact(possible=FALSE)} if evidence else {})
    stated = latest_choice(
        sources,
        PREGNANT,
        _STATUS,
        _ANSWERS,
        words={"pregnant": "true", "not-pregnant": "false"},
        safer=("true",),
    )
    codes = sources.terminology.value_sets[_CONDITIONS].codings
    named = [found for found in having_code(asserted(sources), codes) if found.certain and found.current]
    fact = stated.facts.get(PREGNANT.name)
    if named and (fact is None or fact.why is not None):
        return Found(facts={PREGNANT.name: Fact(possible=TRUE, evidence=(named[0].evidence,))}, notes=stated.notes)
    return stated


def _cannot_be(sources: Sources) -> bool:
    patient = sources.resources.patient
    if patient is None:
        return False
    born = date_range(patient.body.get("birthDate"), "birthDate")
    old = not isinstance(born, Problem) and whole_years(born.latest, sources.as_of) >= _NOT_ASKED_FROM
    return old or patient.body.get("gender") == "male"


READER = Reader(
    items=(PREGNANT.name,),
    lists=("patient", "observations", "conditions"),
    codes=(_STATUS, _ANSWERS, _CONDITIONS),
    read=_read,
)
