"""R17: prefer TAE or TACE to Y-90 radioembolisation to keep PRRT open."""

from cds_service.guideline.definitions.course import PRRT_COMPLETED, RECEPTOR_POSITIVE
from cds_service.guideline.definitions.embolisation import LIVER_WOULD_FAIL
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.liver import TRANSARTERIAL_INDICATED
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PRRT_CONTRAINDICATED
from cds_service.guideline.recommendation import CardText, Certainty, Recommendation, Strength, always, certain, line
from cds_service.logic.criterion import Every, Some

RECOMMENDATION = Recommendation(
    id="R17",
    slug="embolisation-before-y90",
    order=110,
    card=CardText(
        title="SSTR-positive: prefer TAE/TACE to Y-90 to keep PRRT open",
        short=None,
        lines=(
            line("Long-term safety of Y-90 before or after PRRT is little known [S55, S56] (D27)."),
            line("A preference of the source's sequence [S50], not a prohibition."),
        ),
    ),
    trigger=Every(of=(TRANSARTERIAL_INDICATED, RECEPTOR_POSITIVE)),
    eligibility=NEC,
    safety=Some(of=(LIVER_WOULD_FAIL, PRRT_CONTRAINDICATED, PRRT_COMPLETED, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=always(Strength.WEAK),
    certainty=certain(Certainty.VERY_LOW),
    sources=("S50", "S55", "S56", "D27", "X04", "X13"),
    notes=("Of 44 patients given Y-90 after PRRT one died of liver damage; late damage in long survivors (D27).",),
)
