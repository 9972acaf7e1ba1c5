"""R12: resection or cytoreduction of liver metastases."""

from cds_service.guideline.definitions.course import FUNCTIONING, SEVERE_HEART_DISEASE
from cds_service.guideline.definitions.extent import LIVER_DOMINANT, LIVER_INVOLVED, SURGERY_CONTRAINDICATED
from cds_service.guideline.definitions.liver import FAVOURABLE_RESECTION, REMNANT_INADEQUATE, RESECTABLE
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
    id="R12",
    slug="liver-resection",
    order=60,
    card=CardText(
        title="Liver metastases judged resectable: consider liver surgery first",
        short="liver resection or cytoreduction",
        conditional_title="Liver resection depends on grade and extra-abdominal staging",
        lines=(
            line("Localised disease, or more than 70 % removable, favours resection [S18].", FAVOURABLE_RESECTION),
            line("For symptom control the target is 90 % removed [S20].", FUNCTIONING),
            line(
                "Functioning: octreotide plan and heart screening before any procedure (D35, D36).",
                FUNCTIONING,
            ),
            line("Liver disease exclusive or predominant [S16]; ablation may be combined [S33, S34]."),
            line("Upfront surgery is contraindicated in G3 or with extra-abdominal metastases [S22, S23]."),
        ),
    ),
    trigger=Every(of=(LIVER_INVOLVED, LIVER_DOMINANT, RESECTABLE)),
    eligibility=SURGERY_CONTRAINDICATED,
    safety=Some(of=(SEVERE_HEART_DISEASE, PREGNANCY, REMNANT_INADEQUATE, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=ladder(
        (FAVOURABLE_RESECTION, Strength.MODERATE),
        (ALWAYS, Strength.WEAK),
    ),
    certainty=certain(Certainty.LOW),
    sources=("S15", "S16", "S17", "S18", "S19", "S20", "S21", "S22", "S23", "S33", "S34", "S48"),
)
