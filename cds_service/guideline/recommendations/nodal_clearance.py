"""R11: formal nodal clearance whenever the sigmoid primary is resected."""

from cds_service.guideline.definitions.course import SEVERE_HEART_DISEASE
from cds_service.guideline.definitions.extent import COMPLICATED_PRIMARY, IN_SITU, SURGERY_CONTRAINDICATED
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.person import COMFORT_GOALS, GOALS, PREGNANCY
from cds_service.guideline.definitions.procedure import PRIMARY_RESECTION_ORDERED
from cds_service.guideline.recommendation import CardText, Certainty, Recommendation, Strength, always, certain, line
from cds_service.logic.criterion import Every, Not, Some

_ELECTIVE = Not(of=COMPLICATED_PRIMARY, text="primary not complicated")
_NOT_ORDERED = Not(of=PRIMARY_RESECTION_ORDERED, text="its resection is not ordered yet")

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
    trigger=Some(of=(Every(of=(IN_SITU, Some(of=(COMPLICATED_PRIMARY, _ELECTIVE)))), PRIMARY_RESECTION_ORDERED)),
    # It follows R10a and R10b: an elective operation that is itself open or in conflict asks for no nodes before it
    # is ordered.
    eligibility=Some(of=(NEC, Every(of=(_ELECTIVE, SURGERY_CONTRAINDICATED, _NOT_ORDERED)))),
    safety=Some(of=(COMFORT_GOALS, Every(of=(_ELECTIVE, Some(of=(PREGNANCY, SEVERE_HEART_DISEASE, GOALS)))))),
    strength=always(Strength.STRONG),
    certainty=certain(Certainty.LOW),
    sources=("S10", "S11", "S47", "D41", "X08"),
    notes=("Part of step 1 [S47]. Reason given: malignancy is frequent in gastrointestinal NET [S11], read as nodes.",),
)
