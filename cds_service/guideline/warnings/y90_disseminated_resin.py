"""W16f: resin microspheres with disseminated disease outside the liver."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.radioembolisation import DISSEMINATED, RESIN_STATED
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import Y90_NOT_SEEN
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every

WARNING = SafetyWarning(
    id="W16f",
    slug="y90-disseminated-resin",
    orders=(OrderKind.TARE,),
    when=Every(of=(RESIN_STATED, DISSEMINATED)),
    indicator=Indicator.CRITICAL,
    title="Y-90 with disseminated disease outside the liver: resin microspheres are contraindicated",
    short="disseminated disease outside the liver",
    lines=(
        line("In the abdomen: {extrahepAbd}; outside it: {extraAbd}; {liverDom}."),
        line("Resin microspheres are contraindicated with disseminated extrahepatic disease (§3.4)."),
        Y90_NOT_SEEN,
    ),
    sources=("clinical model §3.4",),
    references=("SIR-Spheres instructions for use",),
)
