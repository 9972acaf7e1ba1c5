"""PF69: hepatopulmonary shunt on an MAA scan, in %."""

from cds_service.case.items.organs import LUNG_SHUNT
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "lung-shunt-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, LUNG_SHUNT, _CODES)


READER = Reader(items=(LUNG_SHUNT.name,), lists=("observations",), codes=(_CODES,), read=_read)
