"""R24: poorly differentiated carcinoma leaves this guidance."""

from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.person import GOALS
from cds_service.guideline.recommendation import CardText, Certainty, Recommendation, Strength, always, certain, line

RECOMMENDATION = Recommendation(
    id="R24",
    slug="nec-redirect",
    order=20,
    card=CardText(
        title="Poorly differentiated NEC: this NET guidance does not apply",
        short="NEC pathway instead of this guidance",
        lines=(
            line("Platinum–etoposide pathway (ENETS 2023), which is not in this source (D05)."),
            line("No analogue for growth control, no PRRT and no transplantation from these rules."),
        ),
    ),
    trigger=NEC,
    safety=GOALS,
    held=False,
    strength=always(Strength.STRONG),
    certainty=certain(Certainty.MODERATE),
    sources=("D04", "D05", "D06"),
    references=("ENETS 2023 digestive NEC",),
)
