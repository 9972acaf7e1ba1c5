"""PF20: predominance of liver disease by MDT or radiology; M1a is exclusive."""

from __future__ import annotations

from cds_service.case.items.disease import LIVER_DOM
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Fact
from fhir_mappings.findings.metastases import m_categories, metastases
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _ANSWERS = "disease-predominance-observations", "disease-predominance"


def _read(sources: Sources) -> Found:
    stated = latest_choice(sources, LIVER_DOM, _CODES, _ANSWERS, safer=("minor", "predominant", "exclusive"))
    elsewhere = any(m.region in ("extra-abdominal", "extrahepatic-abdominal") for m in metastases(sources))
    liver_only = [m.evidence for m in m_categories(sources)[:1] if m.category == "M1a" and m.certain]
    if not stated.facts and liver_only and not elsewhere:
        return Found(facts={LIVER_DOM.name: Fact(possible=one_of("exclusive"), evidence=tuple(liver_only))})
    return stated


READER = Reader(
    items=(LIVER_DOM.name,),
    lists=("observations",),
    codes=(_CODES, _ANSWERS, "m-category-observations", "m-category"),
    read=_read,
)
