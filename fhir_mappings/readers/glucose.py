"""PF72: glucose, in mg/dL."""

from cds_service.case.organs import GLUCOSE
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, GLUCOSE, ("glucose-observations",), "mg/dL", analyte="glucose")


READER = Reader(items=(GLUCOSE.name,), lists=("observations",), codes=("glucose-observations",), read=_read)
