"""W13b: a somatostatin analogue with bromocriptine."""

from cds_service.case.items.medication import TAKES_BROMOCRIPTINE
from cds_service.case.items.predicates import is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W13b",
    slug="analogue-bromocriptine",
    orders=(OrderKind.LONG_ACTING_SSA,),
    when=is_true(TAKES_BROMOCRIPTINE),
    indicator=Indicator.WARNING,
    title="Somatostatin analogue with bromocriptine: its exposure rises",
    short="bromocriptine",
    lines=(line("Bromocriptine exposure rises with an analogue (label; D34)."),),
    sources=("D34", "ruling 35"),
    references=("US labels of lanreotide and octreotide",),
)
