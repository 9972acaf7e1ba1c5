"""PF18: metastases outside abdomen and pelvis; any bone counts [A3], and a missing Condition never means no."""

from __future__ import annotations

from cds_service.case.items.disease import EXTRA_ABD
from cds_service.case.items.item import FALSE, TRUE
from cds_service.logic.fact import Fact, Why
from fhir_mappings.findings.metastases import M_CATEGORIES, METASTASES, confined_to_liver, metastases
from fhir_mappings.findings.observed import YES_NO, latest_boolean
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "extra-abdominal-metastasis-observations"


def _read(sources: Sources) -> Found:
    outside = [spread for spread in metastases(sources) if spread.region == "extra-abdominal"]
    certain = tuple(spread.evidence for spread in outside if spread.certain)
    stated = latest_boolean(sources, EXTRA_ABD, _CODES, worst=True)
    if certain:
        return Found(facts={EXTRA_ABD.name: Fact(possible=TRUE, evidence=certain)}, notes=stated.notes)
    if stated.facts:
        return stated
    if outside:
        suspected = Fact(possible=EXTRA_ABD.range, why=Why.PRELIMINARY, evidence=(outside[0].evidence,))
        return Found(facts={EXTRA_ABD.name: suspected}, notes=confined_to_liver(sources).notes)
    confined = confined_to_liver(sources)
    fact = {EXTRA_ABD.name: Fact(possible=FALSE, evidence=confined.evidence)} if confined.evidence else {}
    return Found(facts=fact, notes=confined.notes)


READER = Reader(
    items=(EXTRA_ABD.name,),
    lists=("conditions", "observations"),
    codes=(*METASTASES, _CODES, YES_NO, *M_CATEGORIES),
    read=_read,
)
