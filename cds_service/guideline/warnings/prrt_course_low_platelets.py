"""W07i: a further cycle of PRRT with platelets below 75 × 10⁹/L."""

from cds_service.case.items.organs import PLATELETS
from cds_service.case.items.predicates import below
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import PRRT_GIVEN
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every

WARNING = SafetyWarning(
    id="W07i",
    slug="prrt-course-low-platelets",
    orders=(OrderKind.PRRT,),
    when=Every(of=(PRRT_GIVEN, below(PLATELETS, 75))),
    replaces=("W07e",),
    indicator=Indicator.WARNING,
    title="Further cycle of PRRT with platelets below 75 × 10⁹/L: withhold",
    short="platelets {platelets}: withhold",
    lines=(
        line("Here: {platelets}; earlier PRRT: {priorPrrt}."),
        line("Label: withhold until 75 or more, then resume with 3.7 GBq."),
        line("Stop for good when it recurs or the delay exceeds 16 weeks."),
    ),
    sources=("clinical model §3.1", "ruling 36"),
    references=("US label of Lutathera, dose modifications", "PMC10133840, table 1"),
)
