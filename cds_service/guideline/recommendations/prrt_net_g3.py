"""R19: PRRT in selected patients with receptor-positive NET G3."""

from cds_service.guideline.definitions.course import PRRT_COMPLETED, RECEPTOR_POSITIVE
from cds_service.guideline.definitions.grade import NET_G3, POOR_PRRT_OUTCOME
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
from cds_service.logic.criterion import Every, Some

RECOMMENDATION = Recommendation(
    id="R19",
    slug="prrt-net-g3",
    order=130,
    card=CardText(
        title="SSTR-positive NET G3 (Ki-67 {ki67}): PRRT possible in selected patients",
        short="177Lu-DOTATATE in selected NET G3",
        conditional_title="SSTR-positive NET G3: PRRT depends on what is still open",
        lines=(
            line("Source: careful selection; results better below Ki-67 55 % [S42, S43]."),
            line("Above Ki-67 35 % the median PFS was 6.8 months [S44]."),
            line("G3 series: disease control 30–80 %, PFS 9–23, OS 19–53 months [S41; D16]."),
            line("NETTER-2 (Ki-67 ≤ 55 %): PFS 22.8 versus 8.5 months (D18). EU label: G1–G2 only (D15)."),
            line("Look for FDG-positive, receptor-negative lesions before it (D42)."),
            line("Marrow damage 3–4 % [S45], label ≈ 2 % (D19); mild renal toxicity 30 % [S46], trial 13 % (D20)."),
        ),
        when_suppressed=(
            line(
                "Source would consider PRRT in NET G3 [S43]; not shown because Ki-67 is above 55 % (D17).",
                POOR_PRRT_OUTCOME,
            ),
        ),
    ),
    trigger=Every(of=(NET_G3, RECEPTOR_POSITIVE)),
    eligibility=POOR_PRRT_OUTCOME,
    done_when=PRRT_COMPLETED,
    safety=Some(of=(PRRT_CONTRAINDICATED, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=always(Strength.WEAK),
    certainty=certain(Certainty.LOW),
    acts_on=Target.WHOLE_BODY,
    beside=beside("X03: timing", "R13"),
    sources=cited("S41 S42 S43 S44 S45 S46 D15 D16 D17 D18 D19 D20 D42"),
    references=("NETTER-2, Singh Lancet 2024",),
)
