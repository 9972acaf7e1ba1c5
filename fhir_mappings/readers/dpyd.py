"""PF73: DPYD metaboliser status."""

from cds_service.case.items.organs import DPYD
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_choice(
        sources,
        DPYD,
        "dpyd-observations",
        "dpyd",
        words={"normal": "normal", "intermediate": "partial", "poor": "complete"},
        safer=("complete", "partial", "normal"),
    )


READER = Reader(items=(DPYD.name,), lists=("observations",), codes=("dpyd-observations", "dpyd"), read=_read)
