"""M13: carcinoid heart disease."""

from cds_service.case.items.course import CHD, HEART_SCREENED, NT_PRO_BNP
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M13",
    items=(
        CHD.name,
        NT_PRO_BNP.name,
        HEART_SCREENED.name,
    ),
    text="heart screening for carcinoid heart disease",
    obtain="NT-proBNP and transthoracic echocardiography",
    orders=("nt-probnp", "echo"),
)
