"""W03: chemotherapy while neither grade 3 nor an earlier line is certain."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.grade import G3
from cds_service.guideline.definitions.medicine import EARLIER_LINE
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import GRADE_DIFFERS
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every, Not

WARNING = SafetyWarning(
    id="W03",
    slug="first-line-chemotherapy",
    orders=(OrderKind.CHEMOTHERAPY,),
    # every NEC is grade 3, so "neither G3 nor NEC" needs the grade alone (clinical model §0)
    when=Every(of=(Not(of=G3, text="grade 1 or 2"), Not(of=EARLIER_LINE, text="nothing given before"))),
    indicator=Indicator.WARNING,
    open_indicator=Indicator.WARNING,
    title="First-line chemotherapy in G1/G2 NET: source advises against",
    title_open="Chemotherapy with grade or earlier treatment open: source advises against it first line in G1/G2 NET",
    short="first-line chemotherapy in G1/G2",
    lines=(
        line("Source: G1/G2 NET is largely insensitive; a somatostatin analogue comes first [S53, S49]."),
        line("On record: grade {grade}; Ki-67 {ki67}; analogue so far: {ssaEver}."),
        GRADE_DIFFERS,
        line("Note: high volume, relatively high Ki-67 or tumour symptoms may justify it early (ASCO; D33)."),
        line("Override: bulky symptomatic disease with Ki-67 10–20 %, prior therapy not in record, trial."),
    ),
    sources=("S49", "S53", "D33", "rulings 29 and 34"),
    references=("ASCO 2023, JCO.23.01529",),
    notes=("Platinum–etoposide belongs to NEC, where this is silent (R24).",),
)
