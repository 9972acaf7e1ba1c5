"""W07g: PRRT with impaired liver function."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.prrt_order import LIVER_TOO_WEAK_FOR_PRRT
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W07g",
    slug="prrt-impaired-liver",
    orders=(OrderKind.PRRT,),
    when=LIVER_TOO_WEAK_FOR_PRRT,
    indicator=Indicator.WARNING,
    title="PRRT with impaired liver function",
    short="liver function",
    lines=(
        line("Limits: bilirubin above 3 × upper limit, or albumin below 30 g/L with a prothrombin ratio below 70 %."),
        line("Here: bilirubin {bilirubinUln}, albumin {albumin}, prothrombin ratio {ptRatio}."),
        line("Repeat, correct or postpone."),
    ),
    sources=("ruling 26", "clinical model §3.1"),
    references=("EU product information and US label of Lutathera", "NETTER-1, Strosberg NEJM 2017"),
)
