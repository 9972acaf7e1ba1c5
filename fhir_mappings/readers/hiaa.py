"""PF32: 5-HIAA in 24-hour urine, in µmol/24 h."""

from cds_service.case.items.course import HIAA
from fhir_mappings.findings.observed import latest_number
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_number(
        sources,
        HIAA,
        ("hiaa-urine-molar-per-day-observations", "hiaa-urine-mass-per-day-observations"),
        "umol/(24.h)",
        analyte="hiaa",
    )


READER = Reader(
    items=(HIAA.name,),
    lists=("observations",),
    codes=("hiaa-urine-molar-per-day-observations", "hiaa-urine-mass-per-day-observations"),
    read=_read,
)
