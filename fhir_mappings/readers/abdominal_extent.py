"""PF19: abdominal disease outside the liver; a peritoneal metastasis is at least limited, M1a is none."""

from __future__ import annotations

from cds_service.case.items.disease import EXTRAHEP_ABD
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Fact
from fhir_mappings.findings.metastases import m_categories, metastases
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _ANSWERS = "extrahepatic-abdominal-disease-observations", "extrahepatic-abdominal-disease"
_REGION = "extrahepatic-abdominal"


def _read(sources: Sources) -> Found:
    stated = latest_choice(sources, EXTRAHEP_ABD, _CODES, _ANSWERS, safer=("extensive", "limited", "none"))
    peritoneal = tuple(m.evidence for m in metastases(sources) if m.region == _REGION and m.certain)
    fact = stated.facts.get(EXTRAHEP_ABD.name)
    if peritoneal and (fact is None or fact.why or fact.possible == one_of("none")):
        at_least = Fact(possible=one_of("limited", "extensive"), evidence=peritoneal)
        return Found(facts={EXTRAHEP_ABD.name: at_least}, notes=stated.notes)
    liver_only = [m.evidence for m in m_categories(sources)[:1] if m.category == "M1a" and m.certain]
    if fact is None and liver_only:
        return Found(facts={EXTRAHEP_ABD.name: Fact(possible=one_of("none"), evidence=tuple(liver_only))})
    return stated


READER = Reader(
    items=(EXTRAHEP_ABD.name,),
    lists=("conditions", "observations"),
    codes=(_CODES, _ANSWERS, "metastasis-site", "metastasis-region", "m-category-observations", "m-category"),
    read=_read,
)
