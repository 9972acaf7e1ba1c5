"""PF68: biliary-enteric communication."""

from cds_service.case.items.organs import BILIARY_OPEN
from fhir_mappings.findings.observed import YES_NO, latest_boolean
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_boolean(sources, BILIARY_OPEN, "biliary-enteric-communication-observations", worst=True)


READER = Reader(
    items=(BILIARY_OPEN.name,),
    lists=("observations",),
    codes=("biliary-enteric-communication-observations", YES_NO),
    read=_read,
)
