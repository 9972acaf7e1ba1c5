"""W04a: Y-90 radioembolisation in a patient who may still need PRRT."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.radioembolisation import PRRT_CANDIDATE, PRRT_NOT_TO_COME
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W04a",
    slug="y90-in-prrt-candidate",
    orders=(OrderKind.TARE,),
    when=PRRT_CANDIDATE,
    # Kept out of `when`: a normal creatinine clearance would count there as a danger that never expires.
    unless=PRRT_NOT_TO_COME,
    indicator=Indicator.WARNING,
    title="Y-90 chosen in a possible PRRT candidate: consider TAE/TACE",
    short="Y-90 before PRRT",
    lines=(
        line("Source: safety of Y-90 before and after PRRT is little known [S55, S56] (D27). Receptors: {sstr}."),
        line("Preference only [S50]. Override: anatomy or bile-duct risk favours Y-90, PRRT not realistic."),
    ),
    replacements=("tae", "tace"),
    sources=("S50", "S55", "S56", "D27", "X04", "X13", "ruling 33"),
)
