"""PF60: haemoglobin, in g/dL."""

from cds_service.case.organs import HB
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, HB, ("haemoglobin-observations",), "g/dL", analyte="haemoglobin", worst="low")


READER = Reader(items=(HB.name,), lists=("observations",), codes=("haemoglobin-observations",), read=_read)
