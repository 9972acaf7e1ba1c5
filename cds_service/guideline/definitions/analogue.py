"""What speaks against a somatostatin analogue where there is no hormonal syndrome to treat."""

from cds_service.guideline.definitions.course import FUNCTIONING, PROGRESSIVE, RECEPTOR_NEGATIVE
from cds_service.guideline.definitions.person import GOALS, PREGNANCY
from cds_service.logic.criterion import Definition, Every, Not, Some, WhenKnown

NOT_FUNCTIONING = Not(of=FUNCTIONING, text="non-functioning")
NOT_PROGRESSIVE_EITHER = Definition(
    id="NF_STABLE",
    text="neither functioning nor progressive",
    sources=("D10", "D12"),
    of=Every(of=(NOT_FUNCTIONING, Not(of=PROGRESSIVE, text="not progressive"))),
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
