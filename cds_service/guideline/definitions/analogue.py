"""What speaks for and against a somatostatin analogue where there is no hormonal syndrome to treat."""

from cds_service.case.items.disease import KI67
from cds_service.case.items.predicates import at_least, below
from cds_service.guideline.definitions.course import FUNCTIONING, PROGRESSIVE, RECEPTOR_NEGATIVE, RECEPTOR_POSITIVE
from cds_service.guideline.definitions.person import GOALS, PREGNANCY
from cds_service.logic.criterion import Definition, Every, Not, Some, WhenKnown

NOT_FUNCTIONING = Not(of=FUNCTIONING, text="non-functioning")
NOT_PROGRESSIVE_EITHER = Definition(
    id="NF_STABLE",
    text="neither functioning nor progressive",
    sources=("D10", "D12"),
    of=Every(of=(NOT_FUNCTIONING, Not(of=PROGRESSIVE, text="not progressive"))),
)
WEAKER_EVIDENCE = Definition(
    id="KI67_10",
    text="Ki-67 of 10 % or more, where the evidence for growth control is weaker",
    sources=("D11",),
    of=at_least(KI67, 10),
)
DIRECT_EVIDENCE = Definition(
    id="SSA_EVIDENCE",
    text="receptor-positive with Ki-67 below 10 %, as in the trial",
    sources=("D11", "clinical model §4.2"),
    of=Every(of=(RECEPTOR_POSITIVE, below(KI67, 10))),
)
NO_TARGET = Definition(
    id="SSA_NO_TARGET",
    text="no syndrome to control and no receptor to target",
    sources=("D13",),
    of=Every(of=(NOT_FUNCTIONING, RECEPTOR_NEGATIVE)),
)
NOT_WANTED_WITHOUT_SYNDROME = Definition(
    id="SSA_NOT_WANTED",
    text="pregnant, or comfort goals or ECOG 4, without a syndrome to treat",
    sources=("rulings 12, 18 and 51",),
    of=Every(of=(NOT_FUNCTIONING, WhenKnown(of=Some(of=(PREGNANCY, GOALS))))),
)
SUPPRESSED_FOR_WANT_OF_TARGET = Definition(
    id="SSA_SUPPRESSED",
    text="an analogue is withheld for want of a target, and for no other reason",
    sources=("D13", "X11"),
    of=Every(of=(NO_TARGET, Not(of=WhenKnown(of=Some(of=(PREGNANCY, GOALS)))))),
)
