"""PF27: complication of the sigmoid primary, present or imminent."""

from __future__ import annotations

from cds_service.case.items.disease import PRIMARY_COMPLICATION
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources

_CODES, _ANSWERS = "primary-complication-observations", "primary-complication"
_WORST_FIRST = ("perforation", "obstruction", "ischemia", "bleeding", "impending-stenosis", "none")


def _read(sources: Sources) -> Found:
    return latest_choice(sources, PRIMARY_COMPLICATION, _CODES, _ANSWERS, safer=_WORST_FIRST)


READER = Reader(items=(PRIMARY_COMPLICATION.name,), lists=("observations",), codes=(_CODES, _ANSWERS), read=_read)
