"""W07d: PRRT with haemoglobin below 8.0 g/dL."""

from cds_service.case.items.organs import HB
from cds_service.case.items.predicates import below
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W07d",
    slug="prrt-low-haemoglobin",
    orders=(OrderKind.PRRT,),
    when=below(HB, "8.0"),
    indicator=Indicator.WARNING,
    title="PRRT with haemoglobin below 8.0 g/dL",
    short="haemoglobin {hb}",
    lines=(
        line("Here: {hb}. EU label: not recommended; excluded from NETTER-1; the US label sets no starting value."),
        line("Repeat, correct or postpone."),
    ),
    sources=("ruling 26", "clinical model §3.1"),
    references=("EU product information of Lutathera, 4.4 (to be verified)", "NETTER-1, Strosberg NEJM 2017"),
)
