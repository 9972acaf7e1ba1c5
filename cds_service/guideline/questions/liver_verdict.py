"""M08: whether the liver metastases can be resected."""

from cds_service.case.items.disease import DISTRIBUTION, FLR_OK, REMOVABLE_PCT, RESECT_VERDICT
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M08",
    items=(
        RESECT_VERDICT.name,
        REMOVABLE_PCT.name,
        DISTRIBUTION.name,
        FLR_OK.name,
    ),
    text="hepatobiliary verdict on the liver metastases",
    obtain="liver MRI with hepatobiliary contrast and hepatobiliary/MDT referral",
    orders=("liver-mri", "hepatobiliary-referral"),
    sources=("S48",),
)
