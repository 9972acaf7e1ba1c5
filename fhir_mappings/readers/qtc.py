"""PF70: QTc interval, in ms."""

from cds_service.case.organs import QTC
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, QTC, ("qtc-observations",), "ms")


READER = Reader(items=(QTC.name,), lists=("observations",), codes=("qtc-observations",), read=_read)
