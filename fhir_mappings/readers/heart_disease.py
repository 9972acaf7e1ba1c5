"""PF33: carcinoid heart disease by echo; a Condition of it is at least mild, unless a later echo says otherwise."""

from __future__ import annotations

from cds_service.case.items.course import CHD
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.findings.asserted import asserted, having_code
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _ANSWERS = "carcinoid-heart-disease-observations", "carcinoid-heart-disease-severity"
_CONDITIONS = "carcinoid-heart-disease-conditions"


def _read(sources: Sources) -> Found:
    stated = latest_choice(sources, CHD, _CODES, _ANSWERS, safer=("severe", "moderate", "mild", "none"))
    codes = sources.terminology.value_sets[_CONDITIONS].codings
    named = having_code(asserted(sources), codes)
    certain = tuple(found.evidence for found in named if found.certain)
    fact = stated.facts.get(CHD.name)
    if certain and (fact is None or fact.why is not None or _overtakes(certain, fact)):
        at_least = Fact(possible=one_of("mild", "moderate", "severe"), evidence=certain)
        return Found(facts={CHD.name: at_least}, notes=stated.notes)
    if named and fact is None:
        suspected = Fact(possible=CHD.range, why=Why.PRELIMINARY, evidence=(named[0].evidence,))
        return Found(facts={CHD.name: suspected})
    return stated


def _overtakes(named: tuple[Evidence, ...], fact: Fact) -> bool:
    """Whether a diagnosis stands against "none" and no date says that the "none" is the later of the two."""
    if fact.possible != one_of("none"):
        return False
    read, diagnosed = fact.evidence[0].date, named[0].date
    return read is None or diagnosed is None or diagnosed.latest >= read.earliest


READER = Reader(
    items=(CHD.name,),
    lists=("observations", "conditions"),
    codes=(_CODES, _ANSWERS, _CONDITIONS),
    read=_read,
)
