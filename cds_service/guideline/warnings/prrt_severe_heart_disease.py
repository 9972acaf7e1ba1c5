"""W07h: PRRT with severe carcinoid heart disease."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import SEVERE_HEART_DISEASE
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import WhenKnown

WARNING = SafetyWarning(
    id="W07h",
    slug="prrt-severe-heart-disease",
    orders=(OrderKind.PRRT,),
    # a heart that was never looked at is asked for by W15a, in functioning disease
    when=WhenKnown(of=SEVERE_HEART_DISEASE),
    indicator=Indicator.WARNING,
    title="PRRT with severe carcinoid heart disease: the volume of the amino acids is a load",
    short="severe carcinoid heart disease",
    lines=(line("Recorded: {chd}. Plan the amino-acid infusion with cardiology before proceeding."),),
    sources=("ruling 26", "D36", "clinical model §3.1"),
    references=("EU product information of Lutathera (to be verified)",),
    notes=("NYHA III–IV of another cause is not in the case.",),
)
