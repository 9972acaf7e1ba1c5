"""PF61: platelets, in 10⁹/L."""

from cds_service.case.items.organs import PLATELETS
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "platelet-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, PLATELETS, _CODES, worst="low")


READER = Reader(items=(PLATELETS.name,), lists=("observations",), codes=(_CODES,), read=_read)
