"""R25: orientation for well-differentiated NET G3."""

from cds_service.guideline.definitions.grade import NET_G3
from cds_service.guideline.definitions.person import GOALS
from cds_service.guideline.recommendation import CardText, Recommendation, line

RECOMMENDATION = Recommendation(
    id="R25",
    slug="net-g3-orientation",
    order=30,
    card=CardText(
        title="NET G3 (well-differentiated): several source statements change",
        short=None,
        lines=(
            line("No upfront surgery [S23], no transplantation [S63]; the benefit of analogues is weak (D33)."),
            line("The rule against first-line chemotherapy [S53] is for G1/G2 and does not apply."),
        ),
    ),
    trigger=NET_G3,
    safety=GOALS,
    sources=("D04", "D33", "S23", "S53", "S63"),
)
