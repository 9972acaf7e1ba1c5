"""W17b: liver transplantation ordered with carcinoid heart disease."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import HEART_DISEASE
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import WhenKnown

WARNING = SafetyWarning(
    id="W17b",
    slug="transplant-heart-disease",
    orders=(OrderKind.LIVER_TRANSPLANT,),
    # The heart that nobody has looked at is asked for where the tumour functions (M13).
    when=WhenKnown(of=HEART_DISEASE),
    indicator=Indicator.WARNING,
    title="Liver-transplant referral with carcinoid heart disease: cardiology first",
    short="carcinoid heart disease ({chd})",
    lines=(line("Carcinoid heart disease: {chd}. It speaks against transplantation until assessed (§3.5, X12)."),),
    sources=("X12", "D36", "clinical model §3.5"),
)
