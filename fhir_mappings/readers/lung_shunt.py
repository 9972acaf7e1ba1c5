"""PF69: hepatopulmonary shunt on an MAA scan, in %."""

from cds_service.case.organs import LUNG_SHUNT
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, LUNG_SHUNT, ("lung-shunt-observations",), "%")


READER = Reader(items=(LUNG_SHUNT.name,), lists=("observations",), codes=("lung-shunt-observations",), read=_read)
