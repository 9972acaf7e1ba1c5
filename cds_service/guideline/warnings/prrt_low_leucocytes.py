"""W07f: PRRT with leucocytes below 2.0 × 10⁹/L."""

from cds_service.case.items.organs import WBC
from cds_service.case.items.predicates import below
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W07f",
    slug="prrt-low-leucocytes",
    orders=(OrderKind.PRRT,),
    when=below(WBC, "2.0"),
    indicator=Indicator.WARNING,
    title="PRRT with leucocytes below 2.0 × 10⁹/L",
    short="leucocytes {wbc}",
    lines=(
        line("Here: {wbc}. EU label: not recommended; excluded from NETTER-1; the US label sets no starting value."),
        line("Repeat, correct or postpone."),
    ),
    sources=("ruling 26", "clinical model §3.1"),
    references=("EU product information of Lutathera, 4.4 (to be verified)", "NETTER-1, Strosberg NEJM 2017"),
    notes=("Lymphopenia alone does not count: this is the count of all leucocytes.",),
)
