"""PF70: heart rate, per minute."""

from cds_service.case.organs import HEART_RATE
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, HEART_RATE, ("heart-rate-observations",), "/min", worst="low")


READER = Reader(items=(HEART_RATE.name,), lists=("observations",), codes=("heart-rate-observations",), read=_read)
