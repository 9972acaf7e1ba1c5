"""PF04: breastfeeding by status or active Condition, the latest wins."""

from __future__ import annotations

from cds_service.case.items.patient import BREASTFEEDING
from fhir_mappings.findings.observed import chosen_or_said, latest
from fhir_mappings.findings.standing import later, standing, standing_fact
from fhir_mappings.reader import Found, Reader, Sources

_STATUS, _ANSWERS, _CONDITIONS = "breastfeeding-observations", "breastfeeding-answer", "breastfeeding-conditions"
_WORDS = {"yes": "true", "no": "false"}


def _read(sources: Sources) -> Found:
    named = standing_fact(BREASTFEEDING, standing(sources, (_CONDITIONS,)))
    observed = latest(
        sources,
        BREASTFEEDING,
        (_STATUS,),
        lambda resource: chosen_or_said(sources, resource, _ANSWERS, _WORDS),
        ("true",),
    )
    said, stated = named.facts.get(BREASTFEEDING.name), observed.facts.get(BREASTFEEDING.name)
    fact = later(stated, said) if said and stated else said or stated
    return Found(facts={BREASTFEEDING.name: fact} if fact else {}, notes=(*observed.notes, *named.notes))


READER = Reader(
    items=(BREASTFEEDING.name,),
    lists=("observations", "conditions"),
    codes=(_STATUS, _ANSWERS, _CONDITIONS),
    read=_read,
)
