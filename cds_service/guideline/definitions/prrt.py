"""Where PRRT is not, or no longer, the next step."""

from cds_service.guideline.definitions.course import PRRT_GIVEN, RECEPTOR_POSITIVE
from cds_service.guideline.definitions.grade import NET_G3, POOR_PRRT_OUTCOME
from cds_service.guideline.definitions.person import KIDNEY_TOO_WEAK_FOR_PRRT
from cds_service.logic.criterion import Definition, Every, Not, Some, WhenKnown

PRRT_NOT_APPLICABLE = Definition(
    id="PRRT_NOT_APPLICABLE",
    text="PRRT not applicable",
    sources=("ruling 17",),
    of=Some(
        of=(
            Not(of=RECEPTOR_POSITIVE, text="receptor imaging not positive"),
            PRRT_GIVEN,
            WhenKnown(of=KIDNEY_TOO_WEAK_FOR_PRRT),
            Every(of=(NET_G3, POOR_PRRT_OUTCOME)),
        )
    ),
)
