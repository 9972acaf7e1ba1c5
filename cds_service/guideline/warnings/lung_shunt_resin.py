"""W16e: resin microspheres with a lung shunt above 20 %."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.radioembolisation import RESIN_STATED, SHUNT_HIGH
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import Y90_NOT_SEEN
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every

WARNING = SafetyWarning(
    id="W16e",
    slug="lung-shunt-resin",
    orders=(OrderKind.TARE,),
    when=Every(of=(RESIN_STATED, SHUNT_HIGH)),
    indicator=Indicator.CRITICAL,
    title="Y-90: lung shunt above 20 %, resin microspheres are contraindicated",
    short="lung shunt {lungShunt}",
    lines=(
        line("Shunt {lungShunt}: above 20 %, resin microspheres are contraindicated (§3.4)."),
        line("Interventional radiology and nuclear medicine review before proceeding."),
        Y90_NOT_SEEN,
    ),
    sources=("clinical model §3.4",),
    references=("SIR-Spheres instructions for use",),
)
