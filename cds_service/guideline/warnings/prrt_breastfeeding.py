"""W08c: PRRT while breastfeeding."""

from cds_service.case.items.patient import BREASTFEEDING
from cds_service.case.items.predicates import is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W08c",
    slug="prrt-breastfeeding",
    orders=(OrderKind.PRRT,),
    when=is_true(BREASTFEEDING),
    indicator=Indicator.WARNING,
    title="PRRT ordered while breastfeeding is on record",
    short="breastfeeding",
    lines=(
        line("No breastfeeding during treatment and for 2.5 months after the last dose. Recorded: {breastfeeding}."),
    ),
    sources=("clinical model §3.1", "D38", "ruling 36"),
    references=("US label of Lutathera, 8.1–8.3",),
)
