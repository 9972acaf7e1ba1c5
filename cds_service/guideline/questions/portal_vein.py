"""M19: the portal vein and the bile duct before embolisation."""

from cds_service.case.items.organs import BILIARY_OPEN, MAIN_PVT
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M19",
    items=(MAIN_PVT.name, BILIARY_OPEN.name),
    text="main portal vein and bile duct",
    obtain="Doppler ultrasound of the portal vein or MRI of the liver",
    order_of=((MAIN_PVT.name, "portal-vein-doppler"), (BILIARY_OPEN.name, "liver-mri")),
    sources=("clinical model §3.4",),
)
