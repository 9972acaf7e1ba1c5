"""PF72: HbA1c, in %."""

from cds_service.case.organs import HBA1C
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, HBA1C, ("hba1c-observations",), "%", analyte="hba1c")


READER = Reader(items=(HBA1C.name,), lists=("observations",), codes=("hba1c-observations",), read=_read)
