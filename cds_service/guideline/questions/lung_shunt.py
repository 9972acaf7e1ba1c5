"""M18: the lung shunt before radioembolisation."""

from cds_service.case.items.organs import LUNG_SHUNT
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M18",
    items=(LUNG_SHUNT.name,),
    text="lung shunt",
    obtain="lung shunt scan with 99mTc-MAA",
    orders=("lung-shunt-scan",),
    sources=("clinical model §3.4",),
)
