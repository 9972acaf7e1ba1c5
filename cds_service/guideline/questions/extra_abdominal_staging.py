"""M07: disease outside the liver."""

from cds_service.case.items.disease import EXTRA_ABD, EXTRAHEP_ABD, LIVER_DOM
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M07",
    items=(
        EXTRA_ABD.name,
        EXTRAHEP_ABD.name,
        LIVER_DOM.name,
    ),
    text="staging outside the liver",
    obtain="CT chest and somatostatin-receptor PET",
    orders=("ct-cap", "sstr-pet"),
)
