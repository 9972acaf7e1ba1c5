"""M09: whether the tumour is functioning, and whether the syndrome is controlled."""

from cds_service.case.items.course import CS_UNCONTROLLED, FUNCTIONAL
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M09",
    items=(FUNCTIONAL.name, CS_UNCONTROLLED.name),
    text="hormonal function and control of the syndrome",
    obtain="plasma or 24-hour urinary 5-HIAA (diet and drugs restricted) and symptom history",
    orders=("hiaa-urine",),
    sources=("D25",),
)
