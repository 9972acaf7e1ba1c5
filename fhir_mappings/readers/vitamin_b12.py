"""PF72: vitamin B12, in pg/mL."""

from cds_service.case.organs import B12
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, B12, ("vitamin-b12-observations",), "pg/mL", analyte="b12", worst="low")


READER = Reader(items=(B12.name,), lists=("observations",), codes=("vitamin-b12-observations",), read=_read)
