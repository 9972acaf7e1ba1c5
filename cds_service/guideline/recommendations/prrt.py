"""R18: PRRT for progressive, receptor-positive G1/G2 disease after a somatostatin analogue."""

from cds_service.guideline.definitions.course import (
    ANALOGUE_EXPOSED,
    FUNCTIONING,
    PROGRESSIVE,
    PRRT_COMPLETED,
    PRRT_GIVEN,
    RECEPTOR_POSITIVE,
)
from cds_service.guideline.definitions.grade import G3
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PRRT_CONTRAINDICATED
from cds_service.guideline.recommendation import CardText, Certainty, Recommendation, Strength, always, certain, line
from cds_service.logic.criterion import Every, Not, Some, WhenKnown

RECOMMENDATION = Recommendation(
    id="R18",
    slug="prrt",
    order=120,
    card=CardText(
        title="Progression on SSA, SSTR-positive: consider 177Lu-DOTATATE",
        short="177Lu-DOTATATE (PRRT)",
        conditional_title="177Lu-DOTATATE: depends on what is still open",
        queued_title="PRRT: the source places it after SSA, which has not been given",
        lines=(
            line("Source: PRRT at progression after an analogue [S38, S51]."),
            line("The US label covers hindgut; randomised evidence is mainly midgut (D15)."),
            line("Leukaemia or marrow dysplasia: 3–4 % (source) [S45], about 2 % (label; D19)."),
            line("Mild renal toxicity in 30 % long term (source) [S46]."),
            line("Start or document an analogue first [S51]; exceptions by MDT (D21).", Not(of=ANALOGUE_EXPOSED)),
            line("Check blood count, creatinine clearance and pregnancy."),
            line("Stop the long-acting analogue ≥ 4 weeks before.", ANALOGUE_EXPOSED),
            line("Functioning: bridge with short-acting octreotide, off ≥ 24 h before the dose (X03).", FUNCTIONING),
            line("Resume the analogue 4–24 h after the dose; have a crisis plan (X03).", FUNCTIONING),
            line("Earlier cycles: {priorPrrt}.", PRRT_GIVEN),
        ),
    ),
    # G3 belongs to R19; a grade that is open leaves this one conditional.
    trigger=Every(of=(PROGRESSIVE, RECEPTOR_POSITIVE, Not(of=WhenKnown(of=G3), text="not known to be grade 3"))),
    eligibility=G3,
    needs_first=ANALOGUE_EXPOSED,
    done_when=PRRT_COMPLETED,
    safety=Some(of=(PRRT_CONTRAINDICATED, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=always(Strength.MODERATE),
    certainty=certain(Certainty.LOW),
    sources=("S05", "S38", "S39", "S40", "S45", "S46", "S51", "D15", "D19", "D21"),
    references=("NETTER-1, Strosberg NEJM 2017",),
)
