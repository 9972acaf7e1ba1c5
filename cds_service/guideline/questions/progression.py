"""M10: whether the disease progresses."""

from cds_service.case.items.course import PROGRESSING
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M10",
    items=(PROGRESSING.name,),
    text="progression on comparable imaging",
    obtain="CT or MRI with the same technique and a RECIST read",
    orders=("response-read",),
    sources=("D39",),
)
