"""R22: later lines that the source does not cover."""

from cds_service.case.items.disease import KI67
from cds_service.case.items.predicates import above
from cds_service.guideline.definitions.course import (
    FUNCTIONING,
    PROGRESSIVE,
    PRRT_COMPLETED,
    PRRT_GIVEN,
    RECEPTOR_NEGATIVE,
    RECEPTOR_POSITIVE,
)
from cds_service.guideline.definitions.grade import G3, NEC, NET_G3
from cds_service.guideline.definitions.person import GOALS, KIDNEY_TOO_WEAK_FOR_PRRT, PREGNANCY
from cds_service.guideline.recommendation import ALWAYS, CardText, Certainty, Recommendation, certainties, line
from cds_service.logic.criterion import Every, Not, Some, WhenKnown

_PRRT_NOT_APPLICABLE = Some(
    of=(
        Not(of=RECEPTOR_POSITIVE, text="receptor imaging not positive"),
        PRRT_GIVEN,
        WhenKnown(of=KIDNEY_TOO_WEAK_FOR_PRRT),
        Every(of=(NET_G3, above(KI67, 55))),
    ),
    text="PRRT not applicable",
)

RECOMMENDATION = Recommendation(
    id="R22",
    slug="later-lines",
    order=160,
    card=CardText(
        title="Progression, PRRT not applicable: options outside the source",
        short="later lines outside the source",
        lines=(
            line("Receptor imaging: {sstr}.", RECEPTOR_NEGATIVE),
            line("Creatinine clearance {crcl}.", KIDNEY_TOO_WEAK_FOR_PRRT),
            line("PRRT so far: {priorPrrt}.", PRRT_GIVEN),
            line("After four cycles re-treatment is an MDT decision outside the source.", PRRT_COMPLETED),
            line("Everolimus (RADIANT-4, non-functioning; D23a).", Not(of=FUNCTIONING)),
            line("Cabozantinib (US 2025, well-differentiated extrapancreatic NET; D23b), or a trial."),
            line("Not covered by the source."),
        ),
    ),
    trigger=Every(of=(PROGRESSIVE, _PRRT_NOT_APPLICABLE)),
    eligibility=NEC,
    safety=Some(of=(PREGNANCY, GOALS)),
    certainty=certainties((G3, Certainty.LOW), (ALWAYS, Certainty.HIGH)),
    sources=("D23a", "D23b", "ruling 17"),
    references=("RADIANT-4, Yao Lancet 2016", "CABINET, FDA 26 March 2025"),
)
