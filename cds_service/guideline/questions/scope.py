"""M00: whether this guidance applies at all."""

from cds_service.case.items.disease import LIVER_METS, NEN_CONFIRMED, SITE, STAGE_IV
from cds_service.case.items.patient import AGE
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M00",
    items=(
        NEN_CONFIRMED.name,
        SITE.name,
        STAGE_IV.name,
        LIVER_METS.name,
        AGE.name,
    ),
    text="histology, primary site, stage or liver status",
    obtain="pathology report, colonoscopy report, CT chest–abdomen–pelvis",
    orders=("pathology-report", "colonoscopy-report", "ct-cap"),
)
