"""PF04: breastfeeding by status or active Condition, the latest wins."""

from __future__ import annotations

from cds_service.case.items.patient import BREASTFEEDING
from cds_service.logic.domain import Domain
from fhir_mappings.elements.answers import boolean
from fhir_mappings.elements.problem import Problem
from fhir_mappings.findings.observed import chosen, latest, yes_or_no
from fhir_mappings.findings.standing import later, standing, standing_fact
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource

_STATUS, _ANSWERS, _CONDITIONS = "breastfeeding-observations", "breastfeeding-answer", "breastfeeding-conditions"
_WORDS = {"yes": "true", "no": "false"}


def _read(sources: Sources) -> Found:
    named = standing_fact(BREASTFEEDING, standing(sources, (_CONDITIONS,)))
    observed = latest(sources, BREASTFEEDING, (_STATUS,), lambda resource: _answer(sources, resource), ("true",))
    said, stated = named.facts.get(BREASTFEEDING.name), observed.facts.get(BREASTFEEDING.name)
    fact = later(stated, said) if said and stated else said or stated
    return Found(facts={BREASTFEEDING.name: fact} if fact else {}, notes=(*observed.notes, *named.notes))


def _answer(sources: Sources, resource: Resource) -> Domain | Problem:
    coded = chosen(sources, resource, _ANSWERS, _WORDS)
    if not isinstance(coded, Problem):
        return coded
    said = boolean(resource.body)
    return coded if isinstance(said, Problem) else yes_or_no(said)


READER = Reader(
    items=(BREASTFEEDING.name,),
    lists=("observations", "conditions"),
    codes=(_STATUS, _ANSWERS, _CONDITIONS),
    read=_read,
)
