"""W23b: hypersensitivity to octreotide when short-acting octreotide is ordered."""

from cds_service.case.items.medication import SSA_HYPERSENSITIVITY
from cds_service.case.items.predicates import is_in
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W23b",
    slug="octreotide-hypersensitivity",
    orders=(OrderKind.SHORT_ACTING_OCTREOTIDE,),
    when=is_in(SSA_HYPERSENSITIVITY, "octreotide", "both"),
    indicator=Indicator.CRITICAL,
    title="Hypersensitivity to octreotide: contraindicated",
    short="hypersensitivity: {ssaHypersensitivity}",
    lines=(line("Hypersensitivity to the agent is a contraindication (label). Recorded: {ssaHypersensitivity}."),),
    sources=("clinical model §3.2", "ruling 36"),
    references=("US label octreotide",),
)
