"""R19b: first-line PRRT with Ki-67 10–20 % has trial support (outside the source)."""

from cds_service.case.items.disease import KI67
from cds_service.case.items.predicates import between
from cds_service.guideline.definitions.course import ANALOGUE_EXPOSED, RECEPTOR_POSITIVE
from cds_service.guideline.definitions.grade import G3
from cds_service.guideline.definitions.liver import UNRESECTABLE
from cds_service.guideline.definitions.person import GOALS, PRRT_CONTRAINDICATED
from cds_service.guideline.recommendation import (
    CardText,
    Certainty,
    Recommendation,
    Target,
    beside,
    certain,
    line,
)
from cds_service.logic.criterion import Every, Not, Some

RECOMMENDATION = Recommendation(
    id="R19b",
    slug="first-line-prrt",
    order=140,
    card=CardText(
        title="Ki-67 10–20 %, SSTR-positive: first-line PRRT has trial support",
        short="first-line PRRT (outside the source)",
        lines=(
            line("Outside the source: NETTER-2, PFS 22.8 versus 8.5 months (D21)."),
            line("The source's order is the analogue first [S51]."),
        ),
    ),
    trigger=Every(
        of=(
            between(KI67, 10, 20),
            RECEPTOR_POSITIVE,
            UNRESECTABLE,
            Not(of=ANALOGUE_EXPOSED, text="not yet exposed to an analogue"),
            Not(of=G3, text="not grade 3"),
        )
    ),
    safety=Some(of=(PRRT_CONTRAINDICATED, GOALS)),
    certainty=certain(Certainty.MODERATE),
    acts_on=Target.WHOLE_BODY,
    beside=beside("a note on the order of lines (D21)", "R13"),
    sources=("D21", "S51", "ruling 16"),
    references=("NETTER-2, Singh Lancet 2024",),
)
