"""PF66: Child–Pugh score."""

from cds_service.case.organs import CHILD_PUGH
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, CHILD_PUGH, ("child-pugh-observations",), "{score}")


READER = Reader(items=(CHILD_PUGH.name,), lists=("observations",), codes=("child-pugh-observations",), read=_read)
