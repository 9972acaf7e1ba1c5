"""R18: PRRT for progressive, receptor-positive G1/G2 disease after a somatostatin analogue."""

from cds_service.guideline.definitions import course
from cds_service.guideline.definitions.grade import G3
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PRRT_CONTRAINDICATED
from cds_service.guideline.recommendation import (
    CardText,
    Certainty,
    Recommendation,
    Strength,
    Target,
    always,
    beside,
    certain,
    cited,
    line,
)
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
            line("Source: PRRT at progression after an analogue, not before [S05, S38, S51]."),
            line("The US label covers hindgut; approval and trial that the source cites are for midgut [S40] (D15)."),
            line("Leukaemia or marrow dysplasia: 3–4 % (source) [S45], about 2 % (label; D19)."),
            line("Mild renal toxicity: 30 % long term (source) [S46]; renal failure 13 % in NETTER-1 (D20)."),
            line("First start or document an analogue [S51]; exceptions: MDT (D21).", Not(of=course.ANALOGUE_EXPOSED)),
            line("Check blood count, creatinine clearance and pregnancy."),
            line("Stop the long-acting analogue ≥ 4 weeks before.", course.ANALOGUE_EXPOSED),
            line("Functioning: bridge with short-acting octreotide, off ≥ 24 h before (X03).", course.FUNCTIONING),
            line("Resume the analogue 4–24 h after the dose; have a crisis plan (X03).", course.FUNCTIONING),
            line("Earlier cycles: {priorPrrt}.", course.PRRT_GIVEN),
        ),
    ),
    # G3 belongs to R19; a grade that is open leaves this one conditional.
    trigger=Every(
        of=(course.PROGRESSIVE, course.RECEPTOR_POSITIVE, Not(of=WhenKnown(of=G3), text="not known to be grade 3"))
    ),
    eligibility=G3,
    needs_first=course.ANALOGUE_EXPOSED,
    done_when=course.PRRT_COMPLETED,
    safety=Some(of=(PRRT_CONTRAINDICATED, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=always(Strength.MODERATE),
    certainty=certain(Certainty.LOW),
    acts_on=Target.WHOLE_BODY,
    beside=beside("X03: timing", "R13"),
    sources=cited("S05 S38 S39 S40 S45 S46 S51 D15 D19 D20 D21 D42"),
    notes=("Approval for midgut with trial evidence [S40]: the sigmoid is hindgut, where evidence is indirect (D15).",),
    references=("NETTER-1, Strosberg NEJM 2017",),
)
