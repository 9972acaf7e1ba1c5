"""R11: formal nodal clearance whenever the sigmoid primary is resected."""

from cds_service.guideline.definitions.course import SEVERE_HEART_DISEASE
from cds_service.guideline.definitions.extent import COMPLICATED_PRIMARY, IN_SITU, SURGERY_CONTRAINDICATED
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.person import COMFORT_GOALS, GOALS, PREGNANCY
from cds_service.guideline.recommendation import CardText, Certainty, Recommendation, Strength, always, certain, line
from cds_service.logic.criterion import Every, Not, Some

_ELECTIVE = Not(of=COMPLICATED_PRIMARY, text="primary not complicated")

RECOMMENDATION = Recommendation(
    id="R11",
    slug="nodal-clearance",
    order=50,
    card=CardText(
        title="If the sigmoid primary is resected, include formal nodal clearance",
        short=None,
        lines=(
            line("Source: adequate lymph-node clearance [S10]; its extent is the surgeon's decision."),
            line("Where long somatostatin-analogue treatment is planned, discuss the gallbladder (D41)."),
        ),
    ),
    # Open as long as it is open whether the primary is complicated: R10a and R10b are then open too.
    trigger=Every(of=(IN_SITU, Some(of=(COMPLICATED_PRIMARY, _ELECTIVE)))),
    # It follows R10a and R10b: an elective operation that is itself open or in conflict asks for no nodes yet.
    eligibility=Some(of=(NEC, Every(of=(_ELECTIVE, SURGERY_CONTRAINDICATED)))),
    safety=Some(of=(COMFORT_GOALS, Every(of=(_ELECTIVE, Some(of=(PREGNANCY, SEVERE_HEART_DISEASE, GOALS)))))),
    strength=always(Strength.STRONG),
    certainty=certain(Certainty.LOW),
    sources=("S10", "S11", "D41", "X08"),
)
