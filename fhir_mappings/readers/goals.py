"""PF05: comfort-focused goals of care."""

from cds_service.case.items.patient import COMFORT_ONLY
from fhir_mappings.findings.observed import latest_choice
from fhir_mappings.reader import Found, Reader, Sources


def _read(sources: Sources) -> Found:
    return latest_choice(
        sources,
        COMFORT_ONLY,
        "treatment-goal-observations",
        "treatment-goal",
        words={"comfort-only": "true", "disease-directed": "false"},
        safer=("true",),
    )


READER = Reader(
    items=(COMFORT_ONLY.name,),
    lists=("observations",),
    codes=("treatment-goal-observations", "treatment-goal"),
    read=_read,
)
