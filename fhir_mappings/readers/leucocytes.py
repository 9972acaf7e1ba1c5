"""PF62: leucocytes, in 10⁹/L."""

from cds_service.case.organs import WBC
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, WBC, ("wbc-observations",), "10*9/L", worst="low")


READER = Reader(items=(WBC.name,), lists=("observations",), codes=("wbc-observations",), read=_read)
