"""PF24: share of the liver tumour that can be removed, in %."""

from cds_service.case.items.disease import REMOVABLE_PCT
from fhir_mappings.findings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, REMOVABLE_PCT, ("hepatic-resectable-fraction-observations",), "%", worst="low")


READER = Reader(
    items=(REMOVABLE_PCT.name,),
    lists=("observations",),
    codes=("hepatic-resectable-fraction-observations",),
    read=_read,
)
