"""W05d: PRRT without a documented somatostatin analogue before it."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import ANALOGUE_EXPOSED
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Not

WARNING = SafetyWarning(
    id="W05d",
    slug="prrt-before-analogue",
    orders=(OrderKind.PRRT,),
    when=Not(of=ANALOGUE_EXPOSED, text="no somatostatin analogue before"),
    indicator=Indicator.WARNING,
    open_indicator=Indicator.WARNING,
    title="PRRT ordered before a somatostatin analogue: the source places it after one",
    title_open="PRRT ordered, and two doses of a somatostatin analogue before it are not documented",
    short="no analogue before",
    lines=(
        line("Source: PRRT for progressive disease after an analogue [S51]. Doses on record: {ssaEver} (A12)."),
        line("Note: NETTER-2 gave PRRT first line at Ki-67 10–55 % (outside the source; D21)."),
        line("Override: analogue given elsewhere, NETTER-2 population, MDT decision."),
    ),
    sources=("S51", "A12", "D21", "rulings 25 and 28"),
    references=("NETTER-2, Singh Lancet 2024",),
)
