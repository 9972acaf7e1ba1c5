"""M06: receptor status."""

from cds_service.case.items.course import RECENT_SSTR_SCAN, SSTR, SSTR_FOR_PRRT
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M06",
    items=(
        SSTR.name,
        RECENT_SSTR_SCAN.name,
        SSTR_FOR_PRRT.name,
    ),
    text="somatostatin-receptor imaging",
    obtain="68Ga-DOTA-peptide or 64Cu-DOTATATE PET/CT",
    orders=("sstr-pet",),
    sources=("S50", "D13"),
)
