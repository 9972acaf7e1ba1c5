"""PF20: predominance of liver disease by MDT or radiology; M1a is exclusive."""

from __future__ import annotations

from cds_service.case.items.disease import LIVER_DOM
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Fact
from fhir_mappings.findings.metastases import M_CATEGORIES, METASTASES, confined_to_liver
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _ANSWERS = "disease-predominance-observations", "disease-predominance"


def _read(sources: Sources) -> Found:
    stated = latest_choice(sources, LIVER_DOM, _CODES, _ANSWERS, safer=("minor", "predominant", "exclusive"))
    confined = confined_to_liver(sources)
    if stated.facts or not confined.evidence:
        return stated
    return Found(facts={LIVER_DOM.name: Fact(possible=one_of("exclusive"), evidence=confined.evidence)})


READER = Reader(
    items=(LIVER_DOM.name,),
    lists=("conditions", "observations"),
    codes=(_CODES, _ANSWERS, *METASTASES, *M_CATEGORIES),
    read=_read,
)
