"""PF61: platelets, in 10⁹/L."""

from cds_service.case.organs import PLATELETS
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, PLATELETS, ("platelet-observations",), "10*9/L", worst="low")


READER = Reader(items=(PLATELETS.name,), lists=("observations",), codes=("platelet-observations",), read=_read)
