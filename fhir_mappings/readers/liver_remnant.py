"""PF25: adequate future liver remnant."""

from cds_service.case.items.disease import FLR_OK
from fhir_mappings.findings.observed import YES_NO, latest_boolean
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_boolean(sources, FLR_OK, "future-liver-remnant-observations", worst=False)


READER = Reader(
    items=(FLR_OK.name,), lists=("observations",), codes=("future-liver-remnant-observations", YES_NO), read=_read
)
