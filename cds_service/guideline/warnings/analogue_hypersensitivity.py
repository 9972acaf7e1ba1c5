"""W23: hypersensitivity to the long-acting analogue that is ordered."""

from cds_service.case.items.medication import SSA_HYPERSENSITIVITY
from cds_service.case.items.orders import ORDERED_ANALOGUE
from cds_service.case.items.predicates import is_in
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.person import BOTH_ANALOGUES_REFUSED
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every, Some, WhenKnown

_TO_OCTREOTIDE = WhenKnown(of=is_in(SSA_HYPERSENSITIVITY, "octreotide"))
_TO_LANREOTIDE = WhenKnown(of=is_in(SSA_HYPERSENSITIVITY, "lanreotide"))

WARNING = SafetyWarning(
    id="W23",
    slug="analogue-hypersensitivity",
    orders=(OrderKind.LONG_ACTING_SSA,),
    # open only where the reaction is known and the order names no agent
    when=Some(
        of=(
            WhenKnown(of=BOTH_ANALOGUES_REFUSED),
            Every(of=(is_in(ORDERED_ANALOGUE, "octreotide"), _TO_OCTREOTIDE)),
            Every(of=(is_in(ORDERED_ANALOGUE, "lanreotide"), _TO_LANREOTIDE)),
        )
    ),
    indicator=Indicator.CRITICAL,
    open_indicator=Indicator.WARNING,
    title="Hypersensitivity to the somatostatin analogue ordered: contraindicated",
    title_open="Hypersensitivity to a somatostatin analogue, and the agent ordered is not named",
    short="hypersensitivity: {ssaHypersensitivity}",
    lines=(
        line("Hypersensitivity to the agent is a contraindication (label). Recorded: {ssaHypersensitivity}."),
        line("Lanreotide 120 mg every 4 weeks is the other agent [S25].", _TO_OCTREOTIDE),
        line("Octreotide LAR is the other agent [S25].", _TO_LANREOTIDE),
    ),
    sources=("S25", "clinical model §3.2", "ruling 36", "ruling 49"),
    references=("US labels of lanreotide and octreotide",),
)
