"""R22: later lines that the source does not cover."""

from cds_service.guideline.definitions.course import (
    FUNCTIONING,
    PROGRESSIVE,
    PRRT_COMPLETED,
    PRRT_GIVEN,
    RECEPTOR_NEGATIVE,
)
from cds_service.guideline.definitions.grade import G3, NEC
from cds_service.guideline.definitions.person import GOALS, KIDNEY_TOO_WEAK_FOR_PRRT, PREGNANCY
from cds_service.guideline.definitions.prrt import PRRT_NOT_APPLICABLE
from cds_service.guideline.recommendation import (
    ALWAYS,
    CardText,
    Certainty,
    Recommendation,
    Target,
    beside,
    certainties,
    line,
)
from cds_service.logic.criterion import Every, Not, Some

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
    trigger=Every(of=(PROGRESSIVE, PRRT_NOT_APPLICABLE)),
    eligibility=NEC,
    safety=Some(of=(PREGNANCY, GOALS)),
    certainty=certainties((G3, Certainty.LOW), (ALWAYS, Certainty.HIGH)),
    acts_on=Target.WHOLE_BODY,
    beside=(
        *beside("§4.3: may run in parallel (S34)", "R13"),
        *beside("options beside further cycles (ruling 17)", "R18", "R19", "R19b"),
    ),
    sources=("D23a", "D23b", "ruling 17"),
    references=("RADIANT-4, Yao Lancet 2016", "CABINET, FDA 26 March 2025"),
)
