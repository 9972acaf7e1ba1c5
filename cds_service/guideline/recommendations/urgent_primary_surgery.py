"""R10a: urgent surgical review of a complicated sigmoid primary."""

from cds_service.guideline.definitions.course import FUNCTIONING
from cds_service.guideline.definitions.extent import COMPLICATED_PRIMARY, IN_SITU
from cds_service.guideline.definitions.person import COMFORT_GOALS, PREGNANCY
from cds_service.guideline.recommendation import (
    CardText,
    Certainty,
    Recommendation,
    Strength,
    Target,
    always,
    certain,
    line,
)
from cds_service.logic.criterion import Every, Not, WhenKnown

RECOMMENDATION = Recommendation(
    id="R10a",
    slug="urgent-primary-surgery",
    order=10,
    card=CardText(
        title="Complicated sigmoid primary ({primaryComplication}): urgent surgical review",
        short="urgent surgical review of the primary",
        lines=(
            line("Recorded: {primaryComplication}. Emergency management is not limited by grade or metastases."),
            line("Functioning tumour: agree a carcinoid-crisis plan with anaesthesia first.", FUNCTIONING),
            line(
                "Liver metastases: tell anaesthesia, have octreotide available (W14b, D35).",
                Not(of=WhenKnown(of=FUNCTIONING)),
            ),
            line("Pregnant: involve obstetrics at once.", PREGNANCY),
            line("Source: resection is particularly indicated against complications [S12]; include the nodes [S10]."),
        ),
    ),
    trigger=Every(of=(IN_SITU, COMPLICATED_PRIMARY)),
    safety=COMFORT_GOALS,
    held=False,
    strength=always(Strength.STRONG),
    certainty=certain(Certainty.LOW),
    acts_on=Target.PRIMARY,
    sources=("S10", "S12", "D35"),
)
