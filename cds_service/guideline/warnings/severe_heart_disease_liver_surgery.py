"""W15b: elective liver surgery with severe carcinoid heart disease."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import SEVERE_HEART_DISEASE
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import WhenKnown

WARNING = SafetyWarning(
    id="W15b",
    slug="severe-heart-disease-liver-surgery",
    orders=(OrderKind.LIVER_SURGERY,),
    # The heart that nobody has looked at is asked for where the tumour functions (M13).
    when=WhenKnown(of=SEVERE_HEART_DISEASE),
    indicator=Indicator.CRITICAL,
    title="Severe carcinoid heart disease: defer elective liver surgery",
    short="severe carcinoid heart disease",
    lines=(
        line("Severe valve disease or failure of the right heart: {chd}."),
        line("Cardiology and valve plan first (X12); emergency surgery is exempt."),
    ),
    replaces=("W15a",),
    sources=("D36", "X12", "rulings 31 and 50", "clinical model §3.3"),
)
