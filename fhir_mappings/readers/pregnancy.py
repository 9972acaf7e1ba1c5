"""PF03: pregnancy by status, hCG or Condition, the latest wins; no for men, from 56 years [A15], without a uterus."""

from __future__ import annotations

from cds_service.case.items.item import FALSE
from cds_service.case.items.patient import PREGNANT
from cds_service.case.record import Note
from cds_service.logic.dates import on
from cds_service.logic.domain import Interval
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.findings.age import completed_years
from fhir_mappings.findings.asserted import asserted, having_code
from fhir_mappings.findings.observed import chosen_or_said, latest
from fhir_mappings.findings.performed import performed_procedures
from fhir_mappings.findings.standing import later, standing, standing_fact
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource

_STATUS, _HCG = "pregnancy-status-observations", "hcg-observations"
_ANSWERS, _CONDITIONS = "pregnancy-answer", "pregnancy-conditions"
_REMOVED, _HISTORY = "hysterectomies", "history-of-hysterectomy-conditions"
_WORDS = {"pregnant": "true", "not-pregnant": "false"}
_NOT_ASKED_FROM = 56


def _read(sources: Sources) -> Found:
    patient = sources.resources.patient
    if patient is not None and _cannot_be(patient, sources):
        # what the Patient says holds on the day on which it was asked for
        evidence = (Evidence(reference=patient.reference, date=on(sources.as_of)),)
        return Found(facts={PREGNANT.name: Fact(possible=FALSE, evidence=evidence)}, notes=_contradicted(sources))
    named = standing_fact(PREGNANT, standing(sources, (_CONDITIONS,)))
    observed = latest(
        sources,
        PREGNANT,
        (_STATUS, _HCG),
        lambda resource: chosen_or_said(sources, resource, _ANSWERS, _WORDS),
        ("true",),
    )
    said, stated = named.facts.get(PREGNANT.name), observed.facts.get(PREGNANT.name)
    fact = later(stated, said) if said and stated else said or stated
    notes = (*observed.notes, *named.notes)
    removed = _without_uterus(sources)
    if removed and fact is not None and fact.possible != FALSE and fact.why is not Why.NOT_RECORDED:
        fact = Fact(possible=PREGNANT.range, why=Why.CONFLICTING, evidence=(*fact.evidence, *removed))
        notes = (*notes, Note(text="the uterus is recorded as removed", reference=removed[0].reference))
    elif removed:
        fact = Fact(possible=FALSE, evidence=removed)
    return Found(facts={PREGNANT.name: fact} if fact else {}, notes=notes)


def _without_uterus(sources: Sources) -> tuple[Evidence, ...]:
    """Hysterectomies and histories of one, dated with the day of evaluation: a uterus does not come back."""
    history = having_code(asserted(sources), sources.terminology.value_sets[_HISTORY].codings)
    operations = performed_procedures(sources, _REMOVED).certain
    found = (*operations, *(one.evidence for one in history if one.certain))
    return tuple(Evidence(reference=one.reference, date=on(sources.as_of)) for one in found)


def _cannot_be(patient: Resource, sources: Sources) -> bool:
    years = completed_years(patient, sources.as_of)
    old = isinstance(years, Interval) and years.low >= _NOT_ASKED_FROM
    return old or patient.body.get("gender") == "male"


def _contradicted(sources: Sources) -> tuple[Note, ...]:
    text = "a pregnancy is recorded, which the patient's sex or age contradicts; it was not used"
    certain = standing(sources, (_CONDITIONS,)).certain
    return tuple(Note(text=text, reference=one.resource.reference) for one in certain)


READER = Reader(
    items=(PREGNANT.name,),
    lists=("patient", "observations", "conditions", "procedures"),
    codes=(_STATUS, _HCG, _ANSWERS, _CONDITIONS, _REMOVED, _HISTORY),
    read=_read,
)
