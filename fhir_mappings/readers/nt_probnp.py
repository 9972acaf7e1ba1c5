"""PF34: NT-proBNP, in pg/mL."""

from cds_service.case.items.course import NT_PRO_BNP
from fhir_mappings.findings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(sources, NT_PRO_BNP, ("nt-probnp-observations",), "pg/mL", analyte="ntProBnp")


READER = Reader(items=(NT_PRO_BNP.name,), lists=("observations",), codes=("nt-probnp-observations",), read=_read)
