"""M17: DPYD before capecitabine or fluorouracil."""

from cds_service.case.items.organs import DPYD
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M17",
    items=(DPYD.name,),
    text="DPYD metaboliser status",
    obtain="DPYD genotype before the first dose",
    orders=("dpyd-genotype",),
)
