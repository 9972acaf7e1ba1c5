"""W05b: PRRT without recent, clearly positive receptor imaging."""

from cds_service.case.items.course import FDG_MISMATCH, SSTR_FOR_PRRT
from cds_service.case.items.predicates import is_in, is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import RECEPTOR_NEGATIVE
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Not, Some, WhenKnown

_MISMATCH = is_true(FDG_MISMATCH)

WARNING = SafetyWarning(
    id="W05b",
    slug="prrt-without-recent-receptor-imaging",
    orders=(OrderKind.PRRT,),
    # none, stale, mixed or contradictory imaging leaves this open, and the warning is raised then too (ruling 28);
    # whether there is a mismatch with FDG is M22's to ask
    when=Some(
        of=(
            Not(of=is_in(SSTR_FOR_PRRT, "positive", fails=("negative",)), text="no recent positive receptor imaging"),
            WhenKnown(of=_MISMATCH),
        )
    ),
    unless=RECEPTOR_NEGATIVE,
    indicator=Indicator.WARNING,
    open_indicator=Indicator.WARNING,
    title="PRRT ordered without recent, clearly positive somatostatin-receptor imaging",
    short="no recent positive receptor imaging",
    lines=(
        line("Needed: scan within 180 days with lesion uptake at least that of liver [S39] (A9, D42): {sstrForPrrt}."),
        line("Positive in some lesions only: the others lack the target.", is_in(SSTR_FOR_PRRT, "mixed")),
        line("Note: FDG-positive, receptor-negative lesions are on record; they argue against PRRT (D42).", _MISMATCH),
    ),
    add=("sstr-pet",),
    sources=("S39", "A9", "D42", "ruling 28"),
)
