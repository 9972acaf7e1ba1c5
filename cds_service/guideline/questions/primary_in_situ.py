"""M11: whether the primary is in place."""

from cds_service.case.items.disease import PRIMARY_IN_SITU
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M11",
    items=(PRIMARY_IN_SITU.name,),
    text="whether the sigmoid primary is still in place",
    obtain="operative record or colonoscopy",
    orders=("colonoscopy-report",),
)
