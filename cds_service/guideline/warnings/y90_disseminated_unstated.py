"""W16f: microspheres that are not stated, with disseminated disease outside the liver."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.radioembolisation import BEADS_UNSTATED, DISSEMINATED
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import Y90_NOT_SEEN
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every

WARNING = SafetyWarning(
    id="W16f",
    slug="y90-disseminated-unstated",
    orders=(OrderKind.TARE,),
    when=Every(of=(BEADS_UNSTATED, DISSEMINATED)),
    indicator=Indicator.WARNING,
    title="Y-90 with disseminated disease outside the liver: contraindicated if resin microspheres are used",
    short="disseminated disease outside the liver",
    lines=(
        line("In the abdomen: {extrahepAbd}; outside it: {extraAbd}; {liverDom}."),
        line("If resin: contraindicated with disseminated extrahepatic disease (§3.4). State the microspheres."),
        Y90_NOT_SEEN,
    ),
    sources=("clinical model §3.4",),
    references=("SIR-Spheres instructions for use",),
)
