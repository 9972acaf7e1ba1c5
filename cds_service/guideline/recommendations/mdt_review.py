"""R02: discuss every patient in a NET multidisciplinary team."""

from cds_service.case.items.patient import MDT_DATE
from cds_service.case.items.predicates import at_most
from cds_service.guideline.definitions.person import PREGNANCY
from cds_service.guideline.recommendation import (
    ALWAYS,
    CardText,
    Certainty,
    Recommendation,
    Strength,
    always,
    certain,
    line,
)
from cds_service.logic.criterion import Every, Not, WhenKnown

RECOMMENDATION = Recommendation(
    id="R02",
    slug="mdt-review",
    order=180,
    card=CardText(
        title="NET MDT review advised before the next step (stage IV sigmoid NET)",
        short="NET-MDT review",
        other_titles=(line("Pregnant: urgent obstetric-oncology and NET MDT discussion", PREGNANCY),),
        lines=(
            line("Pregnant: systemic and liver-directed options are withheld (G-PREG).", PREGNANCY),
            line("The source asks for a NET-dedicated MDT before transplantation [S69]; ASCO for every patient (D40)."),
        ),
    ),
    trigger=ALWAYS,
    # A review from before a pregnancy was known does not settle it (G-PREG).
    done_when=Every(of=(at_most(MDT_DATE, 90, "NET-MDT review within 90 days"), Not(of=WhenKnown(of=PREGNANCY)))),
    held=False,
    strength=always(Strength.STRONG),
    certainty=certain(Certainty.MODERATE),
    sources=("S69", "D40", "G-PREG"),
    references=("ASCO 2023, JCO.23.01529",),
)
