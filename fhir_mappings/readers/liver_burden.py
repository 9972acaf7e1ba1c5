"""PF21: share of the liver volume that is metastasis, in %."""

from cds_service.case.items.disease import LIVER_PCT
from fhir_mappings.findings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, LIVER_PCT, ("hepatic-tumor-burden-observations",), "%")


READER = Reader(
    items=(LIVER_PCT.name,), lists=("observations",), codes=("hepatic-tumor-burden-observations",), read=_read
)
