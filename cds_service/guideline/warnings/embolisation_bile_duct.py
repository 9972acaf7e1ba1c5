"""W16b: embolisation with a bile duct open to the gut."""

from cds_service.case.items.orders import DRAFTED_TARE
from cds_service.case.items.predicates import is_false
from cds_service.case.order import ANY_EMBOLISATION
from cds_service.guideline.definitions.embolisation import BILE_DUCT_OPEN
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W16b",
    slug="embolisation-bile-duct",
    orders=ANY_EMBOLISATION,
    when=BILE_DUCT_OPEN,
    indicator=Indicator.WARNING,
    title="Embolisation with a bile duct open to the gut: risk of liver abscess",
    short="bile duct open to the gut",
    lines=(
        line("Anastomosis, stent, sphincterotomy or dilatation of the bile duct: {biliaryOpen}."),
        line("Bowel preparation and long antibiotics."),
        line("Consider Y-90 radioembolisation or no embolisation.", is_false(DRAFTED_TARE)),
    ),
    sources=("clinical model §3.4",),
)
