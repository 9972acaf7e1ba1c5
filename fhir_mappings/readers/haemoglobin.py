"""PF60: haemoglobin, in g/dL."""

from cds_service.case.items.organs import HB
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources

_CODES = "haemoglobin-observations"


def _read(sources: Sources) -> Found:
    return laboratory(sources, HB, _CODES, analyte="haemoglobin", worst="low")


READER = Reader(items=(HB.name,), lists=("observations",), codes=(_CODES,), read=_read)
