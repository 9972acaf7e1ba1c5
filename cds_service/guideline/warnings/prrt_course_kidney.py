"""W07k: a further cycle of PRRT with a creatinine clearance below 40 mL/min."""

from cds_service.case.items.organs import CRCL
from cds_service.case.items.predicates import below
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import PRRT_GIVEN
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every

WARNING = SafetyWarning(
    id="W07k",
    slug="prrt-course-kidney",
    orders=(OrderKind.PRRT,),
    when=Every(of=(PRRT_GIVEN, below(CRCL, 40))),
    replaces=("W07b", "W07c"),  # W07a stands beside it: it does not say what to do with the next dose
    indicator=Indicator.WARNING,
    title="Further cycle of PRRT with creatinine clearance below 40 mL/min: withhold",
    short="CrCl {crcl}: withhold",
    lines=(
        line("Here: {crcl}; earlier PRRT: {priorPrrt}."),
        line("Label: withhold, resume with 3.7 GBq on recovery, stop for good when it recurs."),
        line("Withhold also when creatinine rose, or clearance fell, by 40 % since baseline: compare by hand."),
    ),
    sources=("clinical model §3.1", "ruling 36"),
    references=("US label of Lutathera, dose modifications", "PMC10133840, table 1"),
    notes=("The change of creatinine and clearance since baseline is not in the case: it is a line, not a criterion.",),
)
