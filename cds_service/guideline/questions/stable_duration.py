"""M20: the duration of stability."""

from cds_service.case.items.course import STABLE_MONTHS
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M20",
    items=(STABLE_MONTHS.name,),
    text="how long the disease has been stable",
    obtain="dated serial reads",
    orders=("response-read",),
)
