"""R02: discuss every patient in a NET multidisciplinary team."""

from cds_service.case.items.patient import MDT_DATE
from cds_service.case.items.predicates import at_most
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

RECOMMENDATION = Recommendation(
    id="R02",
    slug="mdt-review",
    order=180,
    card=CardText(
        title="NET MDT review advised before the next step (stage IV sigmoid NET)",
        short="NET-MDT review",
        lines=(line("The source asks for discussion in a NET-dedicated multidisciplinary team [S69]."),),
    ),
    trigger=ALWAYS,
    done_when=at_most(MDT_DATE, 90, "NET-MDT review within 90 days"),
    held=False,
    strength=always(Strength.STRONG),
    certainty=certain(Certainty.MODERATE),
    sources=("S69", "D40"),
    references=("ASCO 2023, JCO.23.01529",),
)
