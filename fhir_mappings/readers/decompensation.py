"""PF66: decompensated liver disease, by a current Condition of ascites, encephalopathy or hepatic failure."""

from __future__ import annotations

from cds_service.case.item import TRUE
from cds_service.case.organs import DECOMPENSATED
from cds_service.logic.fact import Fact
from fhir_mappings.asserted import asserted, having_code
from fhir_mappings.reader import NOTHING, Found, Reader, Sources

_CONDITIONS = ("ascites-conditions", "hepatic-encephalopathy-conditions", "hepatic-failure-conditions")


def _read(sources: Sources) -> Found:
    codes = frozenset(key for name in _CONDITIONS for key in sources.terminology.value_sets[name].codings)
    found = [one for one in having_code(asserted(sources), codes) if one.certain and one.current]
    if not found:
        return NOTHING
    return Found(facts={DECOMPENSATED.name: Fact(possible=TRUE, evidence=tuple(one.evidence for one in found))})


READER = Reader(items=(DECOMPENSATED.name,), lists=("conditions",), codes=_CONDITIONS, read=_read)
