"""PF72: glucose, in mg/dL."""

from cds_service.case.items.organs import GLUCOSE
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "glucose-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, GLUCOSE, _CODES, analyte="glucose")


READER = Reader(items=(GLUCOSE.name,), lists=("observations",), codes=(_CODES,), read=_read)
