"""M04: well or poorly differentiated."""

from cds_service.case.items.disease import DIFFERENTIATION
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M04",
    items=(DIFFERENTIATION.name,),
    text="differentiation (NET or NEC)",
    obtain="pathology review by a NET reference pathologist",
    orders=("pathology-review",),
    sources=("D06",),
)
