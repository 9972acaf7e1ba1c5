"""W20d, the other way round: capecitabine with Y-90 radioembolisation in the same drafts."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.radioembolisation import CAPECITABINE_ORDERED, RESIN
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every

WARNING = SafetyWarning(
    id="W20d",
    slug="capecitabine-with-y90",
    orders=(OrderKind.CHEMOTHERAPY,),
    # Without a drafted radioembolisation there are no microspheres, and nothing is said.
    when=Every(of=(CAPECITABINE_ORDERED, RESIN)),
    indicator=Indicator.CRITICAL,
    open_indicator=Indicator.WARNING,
    title="Capecitabine with resin Y-90 planned: contraindicated",
    title_open="Chemotherapy with Y-90 planned: capecitabine is contraindicated if resin microspheres are used",
    short="capecitabine and Y-90",
    lines=(line("Y-90 is drafted with {microspheres} microspheres; resin excludes planned capecitabine (X07)."),),
    sources=("X07", "ruling 33", "clinical model §3.4"),
    references=("SIR-Spheres instructions for use",),
)
