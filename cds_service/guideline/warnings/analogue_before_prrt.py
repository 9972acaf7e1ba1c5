"""W09, the other way round: a long-acting somatostatin analogue in the same drafts as PRRT."""

from cds_service.case.items.orders import DRAFTED_PRRT
from cds_service.case.items.predicates import is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W09",
    slug="analogue-before-prrt",
    orders=(OrderKind.LONG_ACTING_SSA,),
    when=is_true(DRAFTED_PRRT),
    indicator=Indicator.WARNING,
    title="Long-acting somatostatin analogue ordered together with PRRT",
    short="long-acting analogue ordered with PRRT",
    lines=(
        line("No long-acting dose within 4 weeks before each PRRT dose; give it 4–24 hours after the dose (X03)."),
        line("Until then short-acting octreotide may bridge; it must be off for 24 hours before the dose (X03)."),
        line("Move the injection or the PRRT date."),
    ),
    sources=("X03", "clinical model §3.1 and §4.6"),
    references=("US label of Lutathera",),
)
