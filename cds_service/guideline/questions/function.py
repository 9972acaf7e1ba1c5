"""M09: whether the tumour is functioning."""

from cds_service.case.course import FUNCTIONAL
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M09",
    items=(FUNCTIONAL.name,),
    text="hormonal function",
    obtain="plasma or 24-hour urinary 5-HIAA (diet and drugs restricted) and symptom history",
    orders=("hiaa-urine",),
)
