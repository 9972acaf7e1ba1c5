"""W05a: PRRT although the last receptor imaging was negative."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import RECEPTOR_NEGATIVE
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W05a",
    slug="prrt-receptor-negative",
    orders=(OrderKind.PRRT,),
    # also an old scan: a negative one stands until a newer one refutes it (rulings 2 and 28)
    when=RECEPTOR_NEGATIVE,
    indicator=Indicator.CRITICAL,
    title="PRRT ordered but somatostatin-receptor imaging is negative",
    short="receptor imaging negative",
    lines=(
        line("Source: PRRT needs receptor-positive disease [S39]. Last scan: {sstr}."),
        line("Override: only if a newer scan exists elsewhere (enter its date)."),
    ),
    sources=("S39", "ruling 28", "clinical model §3.1"),
)
