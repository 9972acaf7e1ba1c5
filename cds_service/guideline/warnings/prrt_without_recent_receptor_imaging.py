"""W05b: PRRT without recent, clearly positive receptor imaging."""

from cds_service.case.items.course import SSTR_FOR_PRRT
from cds_service.case.items.predicates import is_in
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import RECEPTOR_NEGATIVE
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Not

WARNING = SafetyWarning(
    id="W05b",
    slug="prrt-without-recent-receptor-imaging",
    orders=(OrderKind.PRRT,),
    # none, stale, mixed or contradictory imaging leaves this open, and the warning is raised then too (ruling 28)
    when=Not(of=is_in(SSTR_FOR_PRRT, "positive", fails=("negative",)), text="no recent positive receptor imaging"),
    unless=RECEPTOR_NEGATIVE,
    indicator=Indicator.WARNING,
    open_indicator=Indicator.WARNING,
    title="PRRT ordered without recent somatostatin-receptor imaging",
    lines=(
        line("Needed: scan within 180 days with lesion uptake at least that of liver [S39] (A9, D42): {sstrForPrrt}."),
    ),
    add=("sstr-pet",),
    sources=("S39", "A9", "D42"),
)
