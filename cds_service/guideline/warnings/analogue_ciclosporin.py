"""W13a: a somatostatin analogue with ciclosporin."""

from cds_service.case.items.medication import TAKES_CICLOSPORIN
from cds_service.case.items.predicates import is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W13a",
    slug="analogue-ciclosporin",
    orders=(OrderKind.LONG_ACTING_SSA,),
    when=is_true(TAKES_CICLOSPORIN),
    indicator=Indicator.WARNING,
    title="Somatostatin analogue with ciclosporin: its level falls",
    short="ciclosporin",
    lines=(line("Ciclosporin exposure falls with an analogue: check levels (label; D34)."),),
    sources=("D34", "ruling 35"),
    references=("US labels of lanreotide and octreotide",),
)
