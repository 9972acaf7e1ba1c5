"""M12: the metastatic share of the liver."""

from cds_service.case.items.disease import LIVER_PCT, LIVER_PCT_RECENT
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M12",
    items=(
        LIVER_PCT.name,
        LIVER_PCT_RECENT.name,
    ),
    text="share of the liver that is metastasis",
    obtain="volumetric MRI or CT",
    orders=("liver-volumetry",),
)
