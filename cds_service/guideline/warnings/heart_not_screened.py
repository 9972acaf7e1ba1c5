"""W15a: a procedure or PRRT in a functioning tumour without heart screening."""

from cds_service.case.order import ANY_PROCEDURE, OrderKind
from cds_service.guideline.definitions.extent import COMPLICATED_PRIMARY
from cds_service.guideline.definitions.procedure import HEART_NOT_SCREENED
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W15a",
    slug="heart-not-screened",
    orders=(*ANY_PROCEDURE, OrderKind.PRRT),
    when=HEART_NOT_SCREENED,
    indicator=Indicator.WARNING,
    title="Functional NET without heart screening in 12 months",
    short="no heart screening",
    lines=(
        line("No NT-proBNP or echocardiography in 12 months; heart disease in about 1 of 5 with the syndrome (D36)."),
        line("NT-proBNP above 260 pg/mL, 5-HIAA above 300 µmol/24 h or signs of it: echocardiography (§3.3)."),
        line("Emergency surgery does not wait for it (§4.3).", COMPLICATED_PRIMARY),
    ),
    add=("nt-probnp", "echo"),
    sources=("D36", "X09", "ruling 31", "clinical model §3.3"),
    references=("Bhattacharyya 2008 (the limit of NT-proBNP, to be verified)",),
)
