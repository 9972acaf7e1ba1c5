"""PF33: carcinoid heart disease by echo; a Condition of it is at least mild."""

from __future__ import annotations

from cds_service.case.items.course import CHD
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Fact
from fhir_mappings.findings.asserted import asserted, having_code
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _ANSWERS = "carcinoid-heart-disease-observations", "carcinoid-heart-disease-severity"
_CONDITIONS = "carcinoid-heart-disease-conditions"


def _read(sources: Sources) -> Found:
    stated = latest_choice(sources, CHD, _CODES, _ANSWERS, safer=("severe", "moderate", "mild", "none"))
    codes = sources.terminology.value_sets[_CONDITIONS].codings
    named = tuple(found.evidence for found in having_code(asserted(sources), codes) if found.certain)
    fact = stated.facts.get(CHD.name)
    if named and (fact is None or fact.why is not None):
        at_least = Fact(possible=one_of("mild", "moderate", "severe"), evidence=named)
        return Found(facts={CHD.name: at_least}, notes=stated.notes)
    return stated


READER = Reader(
    items=(CHD.name,),
    lists=("observations", "conditions"),
    codes=(_CODES, _ANSWERS, _CONDITIONS),
    read=_read,
)
