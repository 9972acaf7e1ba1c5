"""PF62: leucocytes, in 10⁹/L."""

from cds_service.case.items.organs import WBC
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "wbc-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, WBC, _CODES, worst="low")


READER = Reader(items=(WBC.name,), lists=("observations",), codes=(_CODES,), read=_read)
