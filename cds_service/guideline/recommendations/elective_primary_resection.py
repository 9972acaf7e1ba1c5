"""R10b: elective resection of the sigmoid primary."""

from cds_service.guideline.definitions.course import FUNCTIONING, SEVERE_HEART_DISEASE
from cds_service.guideline.definitions.extent import COMPLICATED_PRIMARY, IN_SITU, SURGERY_CONTRAINDICATED
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PREGNANCY
from cds_service.guideline.recommendation import (
    CardText,
    Certainty,
    Recommendation,
    Strength,
    Target,
    always,
    certain,
    cited,
    line,
)
from cds_service.logic.criterion import Every, Not, Some

RECOMMENDATION = Recommendation(
    id="R10b",
    slug="elective-primary-resection",
    order=40,
    card=CardText(
        title="Source advises resecting the sigmoid primary despite liver metastases",
        short="resection of the sigmoid primary",
        conditional_title="Resecting the sigmoid primary depends on grade and staging",
        conflict_title="Source contradicts itself on primary resection here: MDT decision",
        lines=(
            line("Aim: prevent bowel obstruction [S06, S07]; a benefit in survival [S13, S52] is controversial [S14]."),
            line("Functioning: octreotide plan and heart screening before any procedure (D35, D36).", FUNCTIONING),
            line("Note: guidelines individualise when the primary causes no symptoms; low certainty (D02)."),
        ),
    ),
    trigger=Every(of=(IN_SITU, Not(of=COMPLICATED_PRIMARY, text="primary not complicated"))),
    conflict=SURGERY_CONTRAINDICATED,
    safety=Some(of=(PREGNANCY, SEVERE_HEART_DISEASE, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=always(Strength.STRONG),
    certainty=certain(Certainty.VERY_LOW),
    acts_on=Target.PRIMARY,
    sources=cited("S02 S06 S07 S08 S09 S13 S14 S47 S52 S54 D02 D03 D35 D36 X01"),
    notes=(
        "Headline, step 1 and pitfall say the same: resect, however extensive the liver disease [S02, S06, S47, S52].",
        "Named complications: obstruction [S07] and ischaemia [S08], called common in advanced colorectal NET [S09].",
        "Mesenteric ischaemia is a midgut complication; outcome data are midgut and pancreatic, retrospective (D02).",
        "In grade 3 or with extra-abdominal disease the source contradicts itself [S52, S54]: MDT (D03).",
    ),
)
