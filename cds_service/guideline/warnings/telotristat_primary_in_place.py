"""W25: telotristat with the primary in place or a stenosis."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.extent import IN_SITU, STENOSING_PRIMARY
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Some

WARNING = SafetyWarning(
    id="W25",
    slug="telotristat-primary-in-place",
    orders=(OrderKind.TELOTRISTAT,),
    when=Some(of=(IN_SITU, STENOSING_PRIMARY)),
    indicator=Indicator.WARNING,
    title="Telotristat with the sigmoid primary in place or stenosed: risk of obstruction",
    short="primary in place or stenosed",
    lines=(
        line("Label warning: constipation up to perforation and obstruction (D24)."),
        line("The sigmoid primary is in place.", IN_SITU),
        line("Stenosis on record: {primaryComplication}.", STENOSING_PRIMARY),
        line("Note: check liver tests and mood; short-acting octreotide at least 30 minutes after a dose (label)."),
    ),
    sources=("D24", "clinical model §3.6", "ruling 36"),
    references=("US label Xermelo",),
)
