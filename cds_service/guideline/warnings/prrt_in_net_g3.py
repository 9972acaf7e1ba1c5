"""W05e: PRRT in NET G3, outside the EU/UK label."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.grade import NET_G3
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W05e",
    slug="prrt-in-net-g3",
    orders=(OrderKind.PRRT,),
    when=NET_G3,
    indicator=Indicator.WARNING,
    title="PRRT ordered in NET G3: outside the EU/UK label (G1–G2)",
    short="NET G3",
    lines=(
        line("Source: PRRT may be considered in carefully selected NET G3 [S43]. Ki-67 here: {ki67}."),
        line("Note: the EU/UK label says G1–G2, the US label sets no grade (D15); check the current text."),
        line("Override: MDT decision, use within the US label."),
    ),
    sources=("S43", "D15", "clinical model §3.1"),
    references=("EU product information of Lutathera", "US label of Lutathera"),
    notes=("The indication row of §3.1 has no other id for the grade (ruling 36); W06 says it where it is raised.",),
)
