"""W07c: PRRT with a creatinine clearance of 40 to below 50 mL/min."""

from cds_service.case.items.organs import CRCL
from cds_service.case.items.predicates import below
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W07c",
    slug="prrt-crcl-below-50",
    orders=(OrderKind.PRRT,),
    # below 40 W07b replaces this one
    when=below(CRCL, 50),
    indicator=Indicator.WARNING,
    title="PRRT with creatinine clearance below 50 mL/min",
    short="CrCl {crcl}",
    lines=(
        line("NETTER-1 excluded less than 50; US label: no change of dose from 30 to 89, monitor more often."),
        line("Here: {crcl}. Amino acids add a risk of hyperkalaemia: check potassium."),
    ),
    sources=("ruling 26", "D20", "clinical model §3.1"),
    references=("NETTER-1, Strosberg NEJM 2017", "US label of Lutathera, 8.6"),
)
