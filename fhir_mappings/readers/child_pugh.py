"""PF66: Child–Pugh score."""

from cds_service.case.items.organs import CHILD_PUGH
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "child-pugh-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, CHILD_PUGH, _CODES)


READER = Reader(items=(CHILD_PUGH.name,), lists=("observations",), codes=(_CODES,), read=_read)
