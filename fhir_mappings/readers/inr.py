"""PF65: INR."""

from cds_service.case.organs import INR
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, INR, ("inr-observations",), "{INR}")


READER = Reader(items=(INR.name,), lists=("observations",), codes=("inr-observations",), read=_read)
