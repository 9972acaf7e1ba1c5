"""PF22: distribution of the liver metastases (types I–III)."""

from cds_service.case.items.disease import DISTRIBUTION
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_choice(
        sources,
        DISTRIBUTION,
        "hepatic-distribution-observations",
        "distribution",
        safer=("diffuse", "complex", "localized"),
    )


READER = Reader(
    items=(DISTRIBUTION.name,),
    lists=("observations",),
    codes=("hepatic-distribution-observations", "distribution"),
    read=_read,
)
