"""W20d: Y-90 radioembolisation with capecitabine within two months, or drafted with it."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.radioembolisation import CAPECITABINE_NEAR, RESIN
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every

WARNING = SafetyWarning(
    id="W20d",
    slug="y90-with-capecitabine",
    orders=(OrderKind.TARE,),
    # Open while resin or glass is not stated, and while capecitabine was ordered and its last day is not known.
    when=Every(of=(RESIN, CAPECITABINE_NEAR)),
    indicator=Indicator.CRITICAL,
    open_indicator=Indicator.WARNING,
    title="Resin Y-90 with capecitabine within 2 months: contraindicated",
    title_open="Y-90 and capecitabine within 2 months: contraindicated if resin microspheres are used",
    short="capecitabine and Y-90",
    lines=(
        line("Days since the last capecitabine: {lastCapecitabine}; also drafted now: {draftedCapecitabine}."),
        line("Microspheres: {microspheres}. Resin is contraindicated within 60 days of capecitabine (X07, A18)."),
    ),
    sources=("X07", "A18", "ruling 33", "clinical model §3.4"),
    references=("SIR-Spheres instructions for use",),
)
