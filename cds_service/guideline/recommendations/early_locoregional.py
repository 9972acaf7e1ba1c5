"""R15: early liver-directed therapy in functioning tumours."""

from cds_service.guideline.definitions.course import ANALOGUE_EXPOSED, FUNCTIONING, SEVERE_HEART_DISEASE, UNCONTROLLED
from cds_service.guideline.definitions.extent import LIVER_INVOLVED
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.liver import EMBOLISATION_DANGEROUS, UNRESECTABLE
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PREGNANCY
from cds_service.guideline.recommendation import (
    ALWAYS,
    CardText,
    Certainty,
    Recommendation,
    Strength,
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
            line("To improve hormone control, early after the analogue is started [S35]."),
            line("The syndrome is not controlled on the analogue.", UNCONTROLLED),
            line("The procedure itself can provoke a carcinoid crisis: agree an octreotide plan first [S36]."),
        ),
    ),
    trigger=Every(of=(FUNCTIONING, LIVER_INVOLVED, UNRESECTABLE)),
    needs_first=ANALOGUE_EXPOSED,
    eligibility=NEC,
    safety=Some(of=(EMBOLISATION_DANGEROUS, SEVERE_HEART_DISEASE, PREGNANCY, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=ladder(
        (UNCONTROLLED, Strength.STRONG),
        (ALWAYS, Strength.MODERATE),
    ),
    certainty=certain(Certainty.LOW),
    sources=("S35", "S36"),
)
