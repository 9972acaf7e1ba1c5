"""PF65: INR."""

from cds_service.case.items.organs import INR
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "inr-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, INR, _CODES)


READER = Reader(items=(INR.name,), lists=("observations",), codes=(_CODES,), read=_read)
