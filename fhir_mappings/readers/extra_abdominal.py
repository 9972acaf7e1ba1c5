"""PF18: metastases outside abdomen and pelvis; any bone counts [A3], and a missing Condition never means no."""

from __future__ import annotations

from cds_service.case.items.disease import EXTRA_ABD
from cds_service.case.items.item import FALSE, TRUE
from cds_service.logic.fact import Fact
from fhir_mappings.findings.metastases import m_categories, metastases
from fhir_mappings.findings.observed import latest_boolean
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "extra-abdominal-metastasis-observations"


def _read(sources: Sources) -> Found:
    outside = [m.evidence for m in metastases(sources) if m.region == "extra-abdominal" and m.certain]
    stated = latest_boolean(sources, EXTRA_ABD, _CODES, worst=True)
    if outside:
        return Found(facts={EXTRA_ABD.name: Fact(possible=TRUE, evidence=tuple(outside))}, notes=stated.notes)
    liver_only = [m.evidence for m in m_categories(sources)[:1] if m.category == "M1a" and m.certain]
    if liver_only and not stated.facts:
        return Found(facts={EXTRA_ABD.name: Fact(possible=FALSE, evidence=tuple(liver_only))})
    return stated


READER = Reader(
    items=(EXTRA_ABD.name,),
    lists=("conditions", "observations"),
    codes=("metastasis-site", "metastasis-region", _CODES, "m-category-observations", "m-category"),
    read=_read,
)
