"""W16e: glass or unstated microspheres with a lung shunt above 20 %."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.radioembolisation import RESIN_STATED, SHUNT_HIGH
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import Y90_NOT_SEEN
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every, Not

WARNING = SafetyWarning(
    id="W16e",
    slug="lung-shunt-glass-or-unstated",
    orders=(OrderKind.TARE,),
    when=Every(of=(Not(of=RESIN_STATED, text="glass microspheres, or none stated"), SHUNT_HIGH)),
    indicator=Indicator.WARNING,
    title="Y-90: lung shunt above 20 %, check the predicted lung dose",
    short="lung shunt {lungShunt}",
    lines=(
        line("Shunt {lungShunt}: above 20 %, resin microspheres would be contraindicated; ordered: {microspheres}."),
        line("Glass: predicted lung dose at most 30 Gy per treatment and 50 Gy in total (§3.4, to be verified)."),
        Y90_NOT_SEEN,
    ),
    sources=("clinical model §3.4",),
    references=("SIR-Spheres instructions for use",),
)
