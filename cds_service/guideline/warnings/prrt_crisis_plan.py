"""W14a at PRRT: a rescue plan for the functioning tumour, never octreotide before the dose."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import FUNCTIONING
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W14a",
    slug="prrt-crisis-plan",
    orders=(OrderKind.PRRT,),
    when=FUNCTIONING,
    indicator=Indicator.WARNING,
    title="Functional NET: agree a rescue plan for a hormonal crisis after PRRT",
    short="no rescue plan for a crisis",
    lines=(
        line("A rescue plan only: short-acting octreotide has to be off for 24 h or more before the dose (ruling 38)."),
        line("Crisis in about 1 %, after the first cycle, usually within 24 h; have octreotide available (D35)."),
        line("Evidence weak, consequence serious. Override: protocol already booked."),
    ),
    sources=("D35", "X09", "rulings 31 and 38", "clinical model §3.1"),
)
