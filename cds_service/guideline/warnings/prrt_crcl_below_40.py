"""W07b: PRRT with a creatinine clearance of 30 to below 40 mL/min."""

from cds_service.case.items.organs import CRCL
from cds_service.case.items.predicates import below
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W07b",
    slug="prrt-crcl-below-40",
    orders=(OrderKind.PRRT,),
    # below 30 W07a replaces this one; of an interval the most severe that is certain is said, as in ruling 46
    when=below(CRCL, 40),
    replaces=("W07c",),
    indicator=Indicator.WARNING,
    title="PRRT with creatinine clearance below 40 mL/min",
    short="CrCl {crcl}",
    lines=(
        line("From 30 to below 40 the EU label advises not to start. Here: {crcl}."),
        line("Repeat with current weight, correct or postpone; amino acids add a risk of hyperkalaemia."),
    ),
    sources=("ruling 26", "D20", "clinical model §3.1"),
    references=("EU product information of Lutathera, 4.4 (to be verified)",),
)
