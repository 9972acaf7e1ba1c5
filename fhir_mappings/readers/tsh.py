"""PF72: TSH, in mIU/L."""

from cds_service.case.items.organs import TSH
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "tsh-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, TSH, _CODES)


READER = Reader(items=(TSH.name,), lists=("observations",), codes=(_CODES,), read=_read)
