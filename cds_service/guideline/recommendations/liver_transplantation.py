"""R20: liver transplantation when all six criteria of the source are met."""

from cds_service.guideline.definitions.course import HEART_DISEASE
from cds_service.guideline.definitions.liver import UNRESECTABLE
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PREGNANCY
from cds_service.guideline.definitions.transplantation import CRITERIA
from cds_service.guideline.recommendation import (
    CardText,
    Certainty,
    Recommendation,
    Strength,
    Target,
    always,
    beside,
    certain,
    line,
)
from cds_service.logic.criterion import Confirmed, Every, Not, Some

_ALL_SIX = Every(of=CRITERIA, text="all six criteria C1–C6")

RECOMMENDATION = Recommendation(
    id="R20",
    slug="liver-transplantation",
    order=150,
    card=CardText(
        title="All six source criteria for liver transplantation met: NET-MDT discussion",
        short="discuss liver transplantation",
        lines=(
            line("Age {age}; Ki-67 {ki67}; liver volume {liverPctRecent}; stable {stableMonths} [S63, S65–S67]."),
            line("Primary removed, no extrahepatic disease on receptor imaging [S62, S64]."),
            line("Recurrence 31–56 % [S68], less in selected series (D32); thorough discussion in a NET MDT [S69]."),
        ),
    ),
    trigger=Every(of=(UNRESECTABLE, Confirmed(of=_ALL_SIX))),
    eligibility=Not(of=_ALL_SIX, text="a criterion is not met"),
    safety=Some(of=(HEART_DISEASE, PREGNANCY, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=always(Strength.WEAK),
    certainty=certain(Certainty.LOW),
    acts_on=Target.LIVER,
    beside=beside("§4.3: may run in parallel (S34)", "R14", "R15", "R16"),
    sources=("S61", "S62", "S63", "S64", "S65", "S66", "S67", "S68", "S69", "D31", "D32", "X02"),
    notes=(
        "Highly selected, unresectable disease confined to the liver [S61].",
        "Milan-NET: at most 50 % of the liver, Ki-67 up to 10 %, age relative; the sigmoid qualifies (D31).",
    ),
    references=("Milan-NET, Mazzaferro 2016",),
)
