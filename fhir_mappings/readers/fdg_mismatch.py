"""PF41: FDG-positive, receptor-negative lesions."""

from cds_service.case.items.course import FDG_MISMATCH
from fhir_mappings.findings.observed import YES_NO, latest_boolean
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_boolean(sources, FDG_MISMATCH, "fdg-sstr-discordance-observations", worst=True)


READER = Reader(
    items=(FDG_MISMATCH.name,), lists=("observations",), codes=("fdg-sstr-discordance-observations", YES_NO), read=_read
)
