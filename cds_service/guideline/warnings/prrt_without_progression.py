"""W05c: PRRT without documented progression."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import PROGRESSIVE, PRRT_GIVEN
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Not

WARNING = SafetyWarning(
    id="W05c",
    slug="prrt-without-progression",
    orders=(OrderKind.PRRT,),
    when=Not(of=PROGRESSIVE, text="not progressive"),
    indicator=Indicator.WARNING,
    open_indicator=Indicator.WARNING,
    title="PRRT ordered without documented progression",
    short="no progression documented",
    lines=(
        line("Source: PRRT at progression after an analogue [S05, S38, S51]; the EU label requires progression (D15)."),
        line("Cycles so far: {priorPrrt}; within a course the indication was set at its start.", PRRT_GIVEN),
        line("Override: NETTER-2 population (D21), uncontrolled hormones, MDT decision."),
    ),
    sources=("S05", "S38", "S51", "D15", "D21", "ruling 28"),
    references=("EU product information of Lutathera", "NETTER-2, Singh Lancet 2024"),
)
