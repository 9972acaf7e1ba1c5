"""PF70: heart rate, per minute."""

from cds_service.case.items.organs import HEART_RATE
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "heart-rate-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, HEART_RATE, _CODES, worst="low")


READER = Reader(items=(HEART_RATE.name,), lists=("observations",), codes=(_CODES,), read=_read)
