"""R15: early liver-directed therapy in functioning tumours."""

from cds_service.guideline.definitions.course import ANALOGUE_EXPOSED, FUNCTIONING, SEVERE_HEART_DISEASE, UNCONTROLLED
from cds_service.guideline.definitions.embolisation import LIVER_WOULD_FAIL
from cds_service.guideline.definitions.extent import LIVER_INVOLVED
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.liver import UNRESECTABLE
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PREGNANCY
from cds_service.guideline.recommendation import (
    ALWAYS,
    CardText,
    Certainty,
    Recommendation,
    Strength,
    Target,
    beside,
    certain,
    ladder,
    line,
)
from cds_service.logic.criterion import Every, Some

RECOMMENDATION = Recommendation(
    id="R15",
    slug="early-locoregional",
    order=90,
    card=CardText(
        title="Functional NET on SSA: consider early liver-directed therapy",
        short="early liver-directed therapy for hormone control",
        queued_title="Early liver-directed therapy: the source places it after a somatostatin analogue",
        lines=(
            line("To improve hormone control and avoid crises, early after the analogue is started [S35, S36]."),
            line("The syndrome is not controlled on the analogue.", UNCONTROLLED),
            line("The procedure can itself provoke a crisis: octreotide plan and heart screening first (D35, D36)."),
            line("Ablation, alone or combined, is an option too [S33, S34]; the source gives no criteria (D37)."),
        ),
    ),
    trigger=Every(of=(FUNCTIONING, LIVER_INVOLVED, UNRESECTABLE)),
    needs_first=ANALOGUE_EXPOSED,
    eligibility=NEC,
    safety=Some(of=(LIVER_WOULD_FAIL, SEVERE_HEART_DISEASE, PREGNANCY, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=ladder(
        (UNCONTROLLED, Strength.STRONG),
        (ALWAYS, Strength.MODERATE),
    ),
    certainty=certain(Certainty.LOW),
    acts_on=Target.LIVER,
    beside=beside("the same therapy, early in functioning disease (S35)", "R14"),
    sources=("S33", "S34", "S35", "S36", "D35", "D36", "D37"),
)
