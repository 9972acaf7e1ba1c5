"""What the medicines that can be ordered meet in the patient: earlier lines, the heart, the liver."""

from cds_service.case.items.medication import TAKES_BETA_BLOCKER, TAKES_RATE_LOWERING
from cds_service.case.items.organs import AV_BLOCK, CHILD_PUGH, DECOMPENSATED, HEART_RATE
from cds_service.case.items.predicates import at_least, at_most, below, is_true
from cds_service.case.items.treatment import PRIOR_SYSTEMIC
from cds_service.guideline.definitions.course import ANALOGUE_EXPOSED, PRRT_GIVEN
from cds_service.logic.criterion import Definition, Some, WhenKnown

EARLIER_LINE = Definition(
    id="PRIOR_LINE",
    text="an analogue, PRRT, everolimus, a tyrosine-kinase inhibitor or chemotherapy given before",
    sources=("S53", "ruling 29"),
    of=Some(of=(ANALOGUE_EXPOSED, PRRT_GIVEN, is_true(PRIOR_SYSTEMIC))),
)
SLOW_HEART = Definition(
    id="HR_60", text="heart rate below 60", sources=("clinical model §3.2",), of=below(HEART_RATE, 60)
)
RATE_LOWERED = Definition(
    id="RATE_LOWERED",
    text="takes a medicine that slows the heart",
    sources=("clinical model §3.2", "ruling 35"),
    of=Some(of=(is_true(TAKES_BETA_BLOCKER), is_true(TAKES_RATE_LOWERING))),
)
VERY_SLOW_HEART = Definition(
    id="HR_50", text="heart rate below 50", sources=("clinical model §3.2",), of=below(HEART_RATE, 50)
)
CONDUCTION_BLOCKED = Definition(
    id="AV_BLOCK",
    text="second- or third-degree AV block",
    sources=("clinical model §3.2",),
    of=is_true(AV_BLOCK),
)
# A Child–Pugh score is recorded where somebody saw reason to; where there is none, it is not asked for.
LIVER_MILDLY_IMPAIRED = Definition(
    id="CHILD_PUGH_A",
    text="Child–Pugh A",
    sources=("clinical model §3.6",),
    of=WhenKnown(of=at_most(CHILD_PUGH, 6)),
)
LIVER_IMPAIRED = Definition(
    id="CHILD_PUGH_B_C",
    text="Child–Pugh B or C, or decompensated liver disease",
    sources=("clinical model §3.6",),
    of=WhenKnown(of=Some(of=(at_least(CHILD_PUGH, 7), is_true(DECOMPENSATED)))),
)
