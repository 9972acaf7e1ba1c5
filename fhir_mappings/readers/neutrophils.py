"""PF62: neutrophils, in 10⁹/L."""

from cds_service.case.items.organs import ANC
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "anc-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, ANC, _CODES, worst="low")


READER = Reader(items=(ANC.name,), lists=("observations",), codes=(_CODES,), read=_read)
