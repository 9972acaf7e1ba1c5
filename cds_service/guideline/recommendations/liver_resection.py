"""R12: resection or cytoreduction of liver metastases."""

from cds_service.guideline.definitions import liver
from cds_service.guideline.definitions.course import FUNCTIONING, SEVERE_HEART_DISEASE
from cds_service.guideline.definitions.extent import LIVER_DOMINANT, LIVER_INVOLVED, SURGERY_CONTRAINDICATED
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PREGNANCY
from cds_service.guideline.recommendation import (
    ALWAYS,
    CardText,
    Certainty,
    Recommendation,
    Strength,
    Target,
    certain,
    cited,
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
            line("Localised, or more than 70 % removable: favours resection [S18].", liver.FAVOURABLE_RESECTION),
            line("For symptom control the target is 90 % removed [S20].", FUNCTIONING),
            line("Here {removablePct} is removable: target met.", Every(of=(FUNCTIONING, liver.SYMPTOM_TARGET))),
            line(
                "Here {removablePct} is removable: below target.", Every(of=(FUNCTIONING, liver.BELOW_SYMPTOM_TARGET))
            ),
            line("Diffuse disease: so much may be hard to remove [S21].", liver.DIFFUSE),
            line("Functioning: octreotide plan and heart screening before any procedure (D35, D36).", FUNCTIONING),
            line("Liver disease exclusive or predominant [S16]; ablation may be combined [S33, S34]."),
            line("Upfront surgery is contraindicated in G3 or with extra-abdominal metastases [S22, S23]."),
        ),
    ),
    trigger=Every(of=(LIVER_INVOLVED, LIVER_DOMINANT, liver.RESECTABLE)),
    eligibility=SURGERY_CONTRAINDICATED,
    safety=Some(of=(SEVERE_HEART_DISEASE, PREGNANCY, liver.REMNANT_INADEQUATE, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=ladder((liver.FAVOURABLE_RESECTION, Strength.MODERATE), (ALWAYS, Strength.WEAK)),
    certainty=certain(Certainty.LOW),
    acts_on=Target.LIVER,
    sources=cited("S15 S16 S17 S18 S19 S20 S21 S22 S23 S33 S34 S48 S54 D29 D35 D36 D37"),
    notes=(
        "First among liver treatments, not before the primary [S15]; step 2 of the source [S48].",
        "Best chance of cytoreduction and symptom control [S17]; resection need not be complete [S19].",
        "70 % selects patients [S18], 90 % is the target for symptoms [S20] (D29).",
        "The source gives no criteria for ablation [S33] (D37).",
    ),
)
