"""W26: liver surgery that would leave too little liver."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.liver import REMNANT_INADEQUATE
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W26",
    slug="liver-surgery-small-remnant",
    orders=(OrderKind.LIVER_SURGERY,),
    when=REMNANT_INADEQUATE,
    # The remnant is open for most drafts of liver surgery; then it is asked for (M08) and nothing is claimed.
    indicator=Indicator.CRITICAL,
    title="Liver surgery ordered with an inadequate future liver remnant",
    short="future liver remnant inadequate",
    lines=(
        line("Adequate future liver remnant: {flrOk}; risk of liver failure after surgery."),
        line("Usual minimum: 20–30 % of a normal liver, 30–40 % of an injured one (§3.5)."),
        line("Override: newer volumetry (enter date), two-stage or remnant-enlarging plan of the MDT."),
    ),
    sources=("clinical model §3.5",),
    notes=("The two percentages are expert knowledge of the clinical model, to be verified.",),
)
