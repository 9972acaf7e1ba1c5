"""W07e: PRRT with platelets below 75 × 10⁹/L."""

from cds_service.case.items.organs import PLATELETS
from cds_service.case.items.predicates import below
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W07e",
    slug="prrt-low-platelets",
    orders=(OrderKind.PRRT,),
    when=below(PLATELETS, 75),
    indicator=Indicator.WARNING,
    title="PRRT with platelets below 75 × 10⁹/L",
    short="platelets {platelets}",
    lines=(
        line(
            "Here: {platelets}. EU label: not recommended; excluded from NETTER-1; the US label sets no starting value."
        ),
        line("Repeat, correct or postpone."),
    ),
    sources=("ruling 26", "clinical model §3.1"),
    references=("EU product information of Lutathera, 4.4 (to be verified)", "NETTER-1, Strosberg NEJM 2017"),
)
