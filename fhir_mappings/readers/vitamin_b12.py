"""PF72: vitamin B12, in pg/mL."""

from cds_service.case.items.organs import B12
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "vitamin-b12-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, B12, _CODES, analyte="b12", worst="low")


READER = Reader(items=(B12.name,), lists=("observations",), codes=(_CODES,), read=_read)
