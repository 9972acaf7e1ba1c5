"""PF72: HbA1c, in %."""

from cds_service.case.items.organs import HBA1C
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "hba1c-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, HBA1C, _CODES, analyte="hba1c")


READER = Reader(items=(HBA1C.name,), lists=("observations",), codes=(_CODES,), read=_read)
