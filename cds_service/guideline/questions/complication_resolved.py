"""M23: whether the complication is resolved."""

from cds_service.case.items.disease import PRIMARY_COMPLICATION
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M23",
    items=(PRIMARY_COMPLICATION.name,),
    text="whether the complication of the primary is resolved",
    obtain="clinical review",
    orders=(),
    urgent=True,
)
