"""PF65: albumin, in g/L."""

from cds_service.case.organs import ALBUMIN
from fhir_mappings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, ALBUMIN, ("albumin-observations",), "g/L", worst="low")


READER = Reader(items=(ALBUMIN.name,), lists=("observations",), codes=("albumin-observations",), read=_read)
