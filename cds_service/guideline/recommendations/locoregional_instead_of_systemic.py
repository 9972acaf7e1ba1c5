"""R16: locoregional therapy as an alternative to systemic treatment."""

from cds_service.guideline.definitions.analogue import NO_TARGET
from cds_service.guideline.definitions.course import FUNCTIONING, ON_ANALOGUE, PROGRESSIVE
from cds_service.guideline.definitions.embolisation import LIVER_WOULD_FAIL
from cds_service.guideline.definitions.extent import LIVER_ONLY
from cds_service.guideline.definitions.grade import G3
from cds_service.guideline.definitions.liver import UNRESECTABLE
from cds_service.guideline.definitions.person import GOALS, POOR_PERFORMANCE, PREGNANCY
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
from cds_service.logic.criterion import Every, Not, Some

_THREE_ALTERNATIVES = Not(
    of=Some(of=(ON_ANALOGUE, NO_TARGET, PROGRESSIVE)), text="an analogue and observation are alternatives too"
)

RECOMMENDATION = Recommendation(
    id="R16",
    slug="locoregional-instead-of-systemic",
    order=100,
    card=CardText(
        title="Liver-limited non-functioning NET: locoregional therapy is an option",
        short="locoregional therapy of the liver",
        other_titles=(
            line("Liver-limited non-functioning NET: SSA, locoregional therapy or observation", _THREE_ALTERNATIVES),
        ),
        conditional_title="Locoregional therapy as an alternative to systemic treatment: depends on staging",
        lines=(
            line("Three alternatives, not additive by default [S37, S49].", _THREE_ALTERNATIVES),
            line("Analogue: lanreotide 120 mg every 4 weeks, or octreotide LAR [S25].", _THREE_ALTERNATIVES),
            line("Locoregional therapy may replace systemic treatment [S37]; restricted to G1/G2 (A8)."),
            line("Choose by burden, growth and the patient's wishes."),
        ),
    ),
    trigger=Every(
        of=(
            Not(of=FUNCTIONING, text="non-functioning"),
            LIVER_ONLY,
            UNRESECTABLE,
            Not(of=G3, text="not grade 3"),
        )
    ),
    safety=Some(of=(LIVER_WOULD_FAIL, PREGNANCY, GOALS)),
    lowered_when=POOR_PERFORMANCE,
    strength=always(Strength.WEAK),
    certainty=certain(Certainty.LOW),
    acts_on=Target.LIVER,
    beside=beside("the same therapy, instead of systemic therapy (S37)", "R14"),
    sources=("S25", "S37", "S49", "A8", "X10"),
)
