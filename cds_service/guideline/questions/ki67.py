"""M05: the exact Ki-67."""

from cds_service.case.items.disease import GRADE, GRADE_TEXT, KI67, MITOSES
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M05",
    items=(
        KI67.name,
        MITOSES.name,
        GRADE_TEXT.name,
        GRADE.name,
    ),
    text="Ki-67 (exact value) and WHO grade",
    obtain=(
        "Ki-67 immunostain on at least 500 cells; "
        "re-biopsy if the last is older than 24 months and the disease behaves differently"
    ),
    orders=("ki67",),
)
