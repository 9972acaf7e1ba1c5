"""PRRT at the moment of ordering: the liver that must bear it, and to whom with NET G3 it is offered."""

from cds_service.case.items.disease import KI67
from cds_service.case.items.organs import ALBUMIN, BILIRUBIN_ULN, PT_RATIO
from cds_service.case.items.predicates import above, below
from cds_service.guideline.definitions.course import PRRT_COMPLETED, RECEPTOR_POSITIVE
from cds_service.guideline.definitions.grade import NET_G3
from cds_service.guideline.definitions.person import GOALS, PRRT_CONTRAINDICATED
from cds_service.logic.criterion import Definition, Every, Not, Some, WhenKnown

LIVER_TOO_WEAK_FOR_PRRT = Definition(
    id="PRRT_LIVER",
    text="bilirubin above 3 × upper limit, or albumin below 30 g/L with a prothrombin ratio below 70 %",
    sources=("clinical model §3.1",),
    of=Some(of=(above(BILIRUBIN_ULN, 3), Every(of=(below(ALBUMIN, 30), below(PT_RATIO, 70))))),
)
PRRT_OFFERED_IN_NET_G3 = Definition(
    id="R19_SHOWN",
    text="PRRT is offered in NET G3",
    sources=("ruling 27", "A16"),
    # exactly the patients to whom R19 is shown: its trigger is true, and nothing is known that takes it away
    of=Every(
        of=(
            NET_G3,
            RECEPTOR_POSITIVE,
            Not(
                of=WhenKnown(of=Some(of=(above(KI67, 55), PRRT_COMPLETED, PRRT_CONTRAINDICATED, GOALS))),
                text="nothing known against it",
            ),
        )
    ),
)
