"""M13: carcinoid heart disease."""

from cds_service.case.items.course import CHD, HEART_SCREENED, NT_PRO_BNP
from cds_service.case.order import ANY_PROCEDURE, OrderKind
from cds_service.guideline.definitions.procedure import ECHOCARDIOGRAPHY_DUE, HEART_NOT_SCREENED
from cds_service.guideline.question import Question
from cds_service.logic.criterion import Some

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
    at_orders=(*ANY_PROCEDURE, OrderKind.PRRT, OrderKind.LIVER_TRANSPLANT),
    when=Some(of=(HEART_NOT_SCREENED, ECHOCARDIOGRAPHY_DUE)),
    sources=("D36",),
)
