"""W07a: PRRT with a creatinine clearance below 30 mL/min."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.person import KIDNEY_TOO_WEAK_FOR_PRRT
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W07a",
    slug="prrt-crcl-below-30",
    orders=(OrderKind.PRRT,),
    when=KIDNEY_TOO_WEAK_FOR_PRRT,
    replaces=("W07b", "W07c"),
    indicator=Indicator.CRITICAL,
    title="PRRT with creatinine clearance below 30 mL/min",
    short="CrCl {crcl}",
    lines=(
        line("Below 30: not studied (US label), contraindicated (EU label). Here: {crcl}."),
        line("Confirm weight and creatinine date; nephrology and nuclear medicine decide."),
    ),
    sources=("ruling 26", "D20", "clinical model §3.1"),
    references=("US label of Lutathera, 8.6", "EU product information of Lutathera"),
    notes=("The EU text says seriously impaired; that this means below 30 is to be verified.",),
)
