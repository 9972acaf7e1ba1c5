"""PF28: regional nodes cleared."""

from cds_service.case.items.disease import NODES_CLEARED
from fhir_mappings.findings.observed import YES_NO, latest_boolean
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_boolean(sources, NODES_CLEARED, "regional-nodes-cleared-observations", worst=False)


READER = Reader(
    items=(NODES_CLEARED.name,),
    lists=("observations",),
    codes=("regional-nodes-cleared-observations", YES_NO),
    read=_read,
)
