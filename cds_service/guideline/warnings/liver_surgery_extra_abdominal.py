"""W01: liver surgery with metastases outside abdomen and pelvis."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.extent import EXTRA_ABDOMINAL
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W01",
    slug="liver-surgery-extra-abdominal",
    orders=(OrderKind.LIVER_SURGERY,),
    when=EXTRA_ABDOMINAL,
    indicator=Indicator.CRITICAL,
    open_indicator=Indicator.WARNING,
    title="Liver surgery ordered with extra-abdominal metastases: source contraindicates",
    title_open="Liver surgery ordered, not staged outside the abdomen: the source contraindicates it with such disease",
    short="extra-abdominal metastases",
    lines=(
        line(
            "Extra-abdominal metastases: {extraAbd}. Source: upfront surgery is contraindicated with them [S22, S54]."
        ),
        line("Override: palliative cytoreduction (MDT), planned after systemic response, finding judged benign (D30)."),
    ),
    sources=("S22", "S54", "D30"),
)
