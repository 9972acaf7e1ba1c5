"""PF65: albumin, in g/L."""

from cds_service.case.items.organs import ALBUMIN
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "albumin-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, ALBUMIN, _CODES, analyte="albumin", worst="low")


READER = Reader(items=(ALBUMIN.name,), lists=("observations",), codes=(_CODES,), read=_read)
