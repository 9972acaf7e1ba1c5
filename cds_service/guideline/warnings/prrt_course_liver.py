"""W07l: a further cycle of PRRT with impaired liver function."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import PRRT_GIVEN
from cds_service.guideline.definitions.prrt_order import LIVER_TOO_WEAK_FOR_PRRT
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every

WARNING = SafetyWarning(
    id="W07l",
    slug="prrt-course-liver",
    orders=(OrderKind.PRRT,),
    when=Every(of=(PRRT_GIVEN, LIVER_TOO_WEAK_FOR_PRRT)),
    replaces=("W07g",),
    indicator=Indicator.WARNING,
    title="Further cycle of PRRT with impaired liver function: withhold",
    short="liver function: withhold",
    lines=(
        line("Limits: bilirubin above 3 × upper limit, or albumin below 30 g/L with a prothrombin ratio below 70 %."),
        line("Here: bilirubin {bilirubinUln}, albumin {albumin}, prothrombin ratio {ptRatio}."),
        line("Earlier PRRT: {priorPrrt}. Label: withhold until recovery; stop for good when it recurs."),
    ),
    sources=("clinical model §3.1", "ruling 36"),
    references=("US label of Lutathera, dose modifications", "PMC10133840, table 1"),
)
