"""W04b, the other way round: Y-90 radioembolisation after PRRT."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import PRRT_GIVEN
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W04b",
    slug="y90-after-prrt",
    orders=(OrderKind.TARE,),
    when=PRRT_GIVEN,
    indicator=Indicator.WARNING,
    title="Y-90 after PRRT: limited long-term liver safety data",
    short="Y-90 after {priorPrrt} of PRRT",
    lines=(
        line("Source: limited data on Y-90 before and after PRRT [S56]; cycles so far: {priorPrrt}."),
        line("Note: of 44 patients given Y-90 after PRRT one died of liver damage (D27)."),
        line("Check bilirubin, albumin, interval and dose to non-tumour liver before proceeding."),
    ),
    sources=("S56", "D27", "X13", "clinical model §4.6"),
)
