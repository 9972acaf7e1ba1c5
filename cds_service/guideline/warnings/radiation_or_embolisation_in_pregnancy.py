"""W08a: PRRT, radioembolisation or embolisation in known pregnancy."""

from cds_service.case.order import ANY_EMBOLISATION, OrderKind
from cds_service.guideline.definitions.person import PREGNANCY
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import WhenKnown

WARNING = SafetyWarning(
    id="W08a",
    slug="radiation-or-embolisation-in-pregnancy",
    orders=(OrderKind.PRRT, *ANY_EMBOLISATION),
    # known pregnancy only: where the status is open, W08b asks, and only before a radiopharmaceutical (ruling 33)
    when=WhenKnown(of=PREGNANCY),
    replaces=("W08b",),
    indicator=Indicator.CRITICAL,
    title="Pregnancy: radiopharmaceutical or embolisation should not proceed",
    short="pregnancy",
    lines=(
        line("Pregnancy recorded: {pregnant}."),
        line("Stop and arrange an urgent obstetric-oncology discussion (G-PREG)."),
    ),
    sources=("G-PREG", "D38", "clinical model §3.1 and §3.4"),
    references=("EU product information and US label of Lutathera", "instructions for use of SIR-Spheres"),
)
