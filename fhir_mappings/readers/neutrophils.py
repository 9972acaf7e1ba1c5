"""PF62: neutrophils, in 10⁹/L."""

from cds_service.case.organs import ANC
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, ANC, ("anc-observations",), "10*9/L", worst="low")


READER = Reader(items=(ANC.name,), lists=("observations",), codes=("anc-observations",), read=_read)
