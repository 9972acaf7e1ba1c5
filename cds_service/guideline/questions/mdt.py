"""M21: the date of the last NET-MDT review."""

from cds_service.case.items.patient import MDT_DATE
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M21",
    items=(MDT_DATE.name,),
    text="the last NET-MDT review",
    obtain="referral to the NET MDT",
    orders=("mdt-referral",),
)
