"""M15: pregnancy before a radiopharmaceutical."""

from cds_service.case.items.patient import PREGNANT
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M15",
    items=(PREGNANT.name,),
    text="pregnancy status",
    obtain="serum hCG within 7 days",
    orders=("pregnancy-test",),
)
