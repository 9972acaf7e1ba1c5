"""The person: pregnancy, performance, goals of care, kidney, drug reactions."""

from cds_service.case.items.medication import SSA_HYPERSENSITIVITY
from cds_service.case.items.organs import CRCL
from cds_service.case.items.patient import COMFORT_ONLY, ECOG, PREGNANT
from cds_service.case.items.predicates import at_least, below, is_in, is_true
from cds_service.logic.criterion import Definition, Some

PREGNANCY = Definition(id="G-PREG", text="pregnant", sources=("G-PREG", "D38"), of=is_true(PREGNANT, "pregnant"))
COMFORT_GOALS = Definition(
    id="COMFORT", text="comfort-focused goals of care", sources=("G-GOALS",), of=is_true(COMFORT_ONLY)
)
GOALS = Definition(
    id="G-GOALS",
    text="comfort-focused goals of care, or ECOG 4",
    sources=("G-GOALS", "D07"),
    of=Some(of=(COMFORT_GOALS, at_least(ECOG, 4))),
)
POOR_PERFORMANCE = Definition(
    id="ECOG_3", text="ECOG 3 or worse", sources=("G-GOALS", "ruling 12"), of=at_least(ECOG, 3)
)
KIDNEY_TOO_WEAK_FOR_PRRT = Definition(
    id="W07a",
    text="creatinine clearance below 30 mL/min",
    sources=("clinical model §3.1",),
    of=below(CRCL, 30),
)
PRRT_CONTRAINDICATED = Definition(
    id="PRRT_CONTRAINDICATED",
    text="absolute contraindication to PRRT",
    sources=("clinical model §3.1",),
    of=Some(of=(PREGNANCY, KIDNEY_TOO_WEAK_FOR_PRRT)),
)
BOTH_ANALOGUES_REFUSED = Definition(
    id="SSA_HYPERSENSITIVITY",
    text="hypersensitivity to octreotide and to lanreotide",
    sources=("clinical model §3.2", "ruling 49"),
    of=is_in(SSA_HYPERSENSITIVITY, "both"),
)
