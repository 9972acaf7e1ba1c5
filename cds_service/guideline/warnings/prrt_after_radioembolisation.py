"""W04b: PRRT after an earlier radioembolisation with Y-90."""

from cds_service.case.items.predicates import is_true
from cds_service.case.items.treatment import PRIOR_TARE
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W04b",
    slug="prrt-after-radioembolisation",
    orders=(OrderKind.PRRT,),
    when=is_true(PRIOR_TARE),
    indicator=Indicator.WARNING,
    title="PRRT after Y-90: limited long-term liver safety data",
    short="PRRT after Y-90",
    lines=(
        line("Source: long-term safety of Y-90 before and after PRRT is limited [S56]; not a prohibition."),
        line("Check bilirubin, albumin, the interval and the dose to non-tumour liver before proceeding."),
    ),
    sources=("S56", "D27", "clinical model §3.1"),
)
