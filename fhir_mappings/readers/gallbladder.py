"""PF71: gallstones (active Condition), gallbladder removed, and days since the last ultrasound of it."""

from __future__ import annotations

import re

from cds_service.case.items.item import TRUE
from cds_service.case.items.organs import CHOLECYSTECTOMY, GALLSTONES, GB_US_DATE
from cds_service.logic.fact import Fact, Why
from fhir_mappings.elements.moments import effective, performed
from fhir_mappings.findings.asserted import asserted, having_code
from fhir_mappings.findings.occurred import days_since, occurrences
from fhir_mappings.findings.performed import performed_procedures
from fhir_mappings.findings.standing import standing, standing_fact
from fhir_mappings.reader import NOTHING, Found, Reader, Sources

_STONES, _REMOVED, _HISTORY = "gallstone-conditions", "cholecystectomies", "history-of-cholecystectomy-conditions"
_ULTRASOUNDS = "gallbladder-ultrasounds"
_STONES_IN_WORDS = re.compile(
    r"gall.?(?:bladder )?stone|(?:choledo|cholecysto|chole|cholezysto)(?:cho)?lithiasis|gallenstein", re.IGNORECASE
)
_REMOVED_IN_WORDS = re.compile(r"chole[cz]ystektom|cholecystectom", re.IGNORECASE)
_STUDIES = (("DiagnosticReport", effective), ("Observation", effective), ("Procedure", performed))


def _read(sources: Sources) -> Found:
    stones, removed = standing_fact(GALLSTONES, standing(sources, (_STONES,), _STONES_IN_WORDS)), _removed(sources)
    seen = [one for kind, when in _STUDIES for one in occurrences(sources, kind, _ULTRASOUNDS, when)]
    looked = days_since(sources, GB_US_DATE, seen)
    return Found(
        facts={**stones.facts, **removed.facts, **looked.facts}, notes=(*stones.notes, *removed.notes, *looked.notes)
    )


def _removed(sources: Sources) -> Found:
    """A history of removal counts whatever its clinical status: a gallbladder does not come back."""
    history = having_code(asserted(sources), sources.terminology.value_sets[_HISTORY].codings)
    operations = performed_procedures(sources, _REMOVED, _REMOVED_IN_WORDS)
    certain = (*operations.certain, *(one.evidence for one in history if one.certain))
    unclear = (*operations.unclear, *(one.evidence for one in history if not one.certain))
    if certain:
        fact = Fact(possible=TRUE, evidence=certain)
    elif unclear:
        fact = Fact(possible=CHOLECYSTECTOMY.range, why=operations.why or Why.PRELIMINARY, evidence=unclear)
    else:
        return NOTHING
    return Found(facts={CHOLECYSTECTOMY.name: fact}, notes=operations.notes)


READER = Reader(
    items=(GALLSTONES.name, CHOLECYSTECTOMY.name, GB_US_DATE.name),
    lists=("conditions", "procedures", "diagnosticReports", "observations"),
    codes=(_STONES, _REMOVED, _HISTORY, _ULTRASOUNDS),
    read=_read,
)
