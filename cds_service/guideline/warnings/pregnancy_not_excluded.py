"""W08b: PRRT or radioembolisation while pregnancy is not excluded."""

from cds_service.case.items.orders import DRAFTED_PRRT
from cds_service.case.items.predicates import is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.person import PREGNANCY
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W08b",
    slug="pregnancy-not-excluded",
    orders=(OrderKind.PRRT, OrderKind.TARE),
    # raised while it is open; in known pregnancy W08a replaces it, and those who cannot be pregnant are known not to be
    when=PREGNANCY,
    indicator=Indicator.WARNING,
    open_indicator=Indicator.WARNING,
    title="Confirm pregnancy status before 177Lu-DOTATATE or Y-90",
    short="pregnancy not excluded",
    lines=(
        line("No pregnancy test within 7 days."),
        line(
            "Contraception after 177Lu-DOTATATE: 7 months (female), 4 months (male).",
            is_true(DRAFTED_PRRT),
        ),
    ),
    add=("pregnancy-test",),
    sources=("ruling 33", "D38", "A15", "clinical model §3.1"),
    references=("US label of Lutathera, 8.1–8.3",),
    notes=("Planned contraception is not in the case: it is a line.",),
)
