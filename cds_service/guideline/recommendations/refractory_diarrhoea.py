"""R23: carcinoid diarrhoea that persists on an analogue (outside the source)."""

from cds_service.guideline.definitions.course import ANALOGUE_EXPOSED, FUNCTIONING, UNCONTROLLED
from cds_service.guideline.definitions.extent import STENOSING_PRIMARY
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.person import PREGNANCY
from cds_service.guideline.recommendation import (
    CardText,
    Certainty,
    Recommendation,
    Target,
    beside,
    certain,
    line,
)
from cds_service.logic.criterion import Every, Some

RECOMMENDATION = Recommendation(
    id="R23",
    slug="refractory-diarrhoea",
    order=170,
    card=CardText(
        title="Carcinoid diarrhoea despite SSA: options outside the source",
        short="options for refractory carcinoid diarrhoea",
        lines=(
            line("First exclude steatorrhoea, bile-acid diarrhoea and obstruction."),
            line("Telotristat (not with a stenosing primary; D24), analogue escalation, liver-directed therapy [S35]."),
        ),
    ),
    trigger=Every(of=(FUNCTIONING, ANALOGUE_EXPOSED, UNCONTROLLED)),
    eligibility=NEC,
    safety=Some(of=(STENOSING_PRIMARY, PREGNANCY)),
    certainty=certain(Certainty.HIGH),
    acts_on=Target.WHOLE_BODY,
    beside=beside("§4.3: may run in parallel (S34)", "R13", "R18", "R19", "R22"),
    sources=("D24", "S35"),
)
