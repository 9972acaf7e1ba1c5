"""PF72: TSH, in mIU/L."""

from cds_service.case.organs import TSH
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, TSH, ("tsh-observations",), "m[IU]/L")


READER = Reader(items=(TSH.name,), lists=("observations",), codes=("tsh-observations",), read=_read)
