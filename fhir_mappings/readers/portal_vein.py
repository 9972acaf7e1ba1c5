"""PF67: thrombosis of the main portal vein; a Condition that does not name the main trunk leaves it open."""

from __future__ import annotations

from cds_service.case.organs import MAIN_PVT
from cds_service.logic.fact import Fact, Why
from fhir_mappings.asserted import asserted, having_code
from fhir_mappings.observed import latest_boolean
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _CONDITIONS = "main-portal-vein-thrombosis-observations", "portal-vein-thrombosis-conditions"


def _read(sources: Sources) -> Found:
    stated = latest_boolean(sources, MAIN_PVT, _CODES, worst=True)
    codes = sources.terminology.value_sets[_CONDITIONS].codings
    named = [one for one in having_code(asserted(sources), codes) if one.certain and one.current]
    if named and not stated.facts:
        evidence = tuple(one.evidence for one in named)
        fact = Fact(possible=MAIN_PVT.range, why=Why.NOT_RECORDED, evidence=evidence)
        return Found(facts={MAIN_PVT.name: fact})
    return stated


READER = Reader(items=(MAIN_PVT.name,), lists=("observations", "conditions"), codes=(_CODES, _CONDITIONS), read=_read)
