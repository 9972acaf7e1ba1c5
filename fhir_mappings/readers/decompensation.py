"""PF66: decompensated liver disease, by an active Condition of ascites, encephalopathy or hepatic failure."""

from cds_service.case.items.organs import DECOMPENSATED
from fhir_mappings.findings.standing import standing, standing_fact
from fhir_mappings.reader import Found, Reader, Sources

_CONDITIONS = ("ascites-conditions", "hepatic-encephalopathy-conditions", "hepatic-failure-conditions")


def _read(sources: Sources) -> Found:
    return standing_fact(DECOMPENSATED, standing(sources, _CONDITIONS))


READER = Reader(items=(DECOMPENSATED.name,), lists=("conditions",), codes=_CONDITIONS, read=_read)
