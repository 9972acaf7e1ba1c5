"""W14a: a procedure in a functioning tumour without octreotide cover."""

from cds_service.case.order import ANY_PROCEDURE
from cds_service.guideline.definitions.course import FUNCTIONING
from cds_service.guideline.definitions.procedure import COVER_DRAFTED
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import CHOLECYSTECTOMY
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W14a",
    slug="octreotide-cover",
    orders=ANY_PROCEDURE,
    when=FUNCTIONING,
    unless=COVER_DRAFTED,
    indicator=Indicator.WARNING,
    title="Functional NET: no octreotide cover ordered for this procedure",
    short="no octreotide cover",
    lines=(
        line("Add the local octreotide and anaesthesia protocol; the procedure can provoke a carcinoid crisis [S36]."),
        line("Evidence weak, consequence serious (D35). Override: protocol already booked."),
        CHOLECYSTECTOMY,
    ),
    add=("octreotide-cover",),
    sources=("S36", "D35", "D41", "X08", "X09", "rulings 31 and 38"),
    references=("Massimino J Surg Oncol 2013",),
    notes=(
        "Regimens differ and no randomised trial supports one: the local protocol is offered, never a dose (§3.3).",
    ),
)
