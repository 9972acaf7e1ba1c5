"""PF19: abdominal disease outside the liver; a peritoneal metastasis is at least limited, M1a is none."""

from __future__ import annotations

from cds_service.case.items.disease import EXTRAHEP_ABD
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Fact, Why
from fhir_mappings.findings.metastases import M_CATEGORIES, METASTASES, confined_to_liver, metastases
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _ANSWERS = "extrahepatic-abdominal-disease-observations", "extrahepatic-abdominal-disease"
_REGION = "extrahepatic-abdominal"


def _read(sources: Sources) -> Found:
    stated = latest_choice(sources, EXTRAHEP_ABD, _CODES, _ANSWERS, safer=("extensive", "limited", "none"))
    peritoneal = [spread for spread in metastases(sources) if spread.region == _REGION]
    certain = tuple(spread.evidence for spread in peritoneal if spread.certain)
    fact = stated.facts.get(EXTRAHEP_ABD.name)
    if certain and (fact is None or fact.why or fact.possible == one_of("none")):
        at_least = Fact(possible=one_of("limited", "extensive"), evidence=certain)
        return Found(facts={EXTRAHEP_ABD.name: at_least}, notes=stated.notes)
    if fact:
        return stated
    confined = confined_to_liver(sources)
    if peritoneal:
        suspected = Fact(possible=EXTRAHEP_ABD.range, why=Why.PRELIMINARY, evidence=(peritoneal[0].evidence,))
        return Found(facts={EXTRAHEP_ABD.name: suspected}, notes=confined.notes)
    none = {EXTRAHEP_ABD.name: Fact(possible=one_of("none"), evidence=confined.evidence)} if confined.evidence else {}
    return Found(facts=none, notes=confined.notes)


READER = Reader(
    items=(EXTRAHEP_ABD.name,),
    lists=("conditions", "observations"),
    codes=(_CODES, _ANSWERS, *METASTASES, *M_CATEGORIES),
    read=_read,
)
