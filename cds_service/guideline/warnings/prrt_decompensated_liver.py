"""W07h: PRRT with decompensated liver disease."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.embolisation import DECOMPENSATION
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W07h",
    slug="prrt-decompensated-liver",
    orders=(OrderKind.PRRT,),
    when=DECOMPENSATION,
    indicator=Indicator.WARNING,
    title="PRRT with decompensated liver disease",
    short="decompensated liver",
    lines=(line("Decompensated liver disease is on record; decide with hepatology before proceeding."),),
    sources=("ruling 26",),
)
