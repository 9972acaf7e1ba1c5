"""W11: a somatostatin analogue in a patient who takes medicines for diabetes."""

from cds_service.case.items.medication import TAKES_GLUCOSE_LOWERING, TAKES_INSULIN
from cds_service.case.items.predicates import is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Some

WARNING = SafetyWarning(
    id="W11",
    slug="analogue-glucose",
    orders=(OrderKind.LONG_ACTING_SSA,),
    when=Some(of=(is_true(TAKES_INSULIN), is_true(TAKES_GLUCOSE_LOWERING))),
    indicator=Indicator.WARNING,
    title="Diabetes medicine with a somatostatin analogue: review the dose, watch glucose",
    short="diabetes medicines",
    lines=(
        line("Source: watch for hyper- and hypoglycaemia [S59] and adjust the diabetes medicines [S60]."),
        line("Takes insulin: risk of hypoglycaemia.", is_true(TAKES_INSULIN)),
        line(
            "Takes another glucose-lowering medicine: a sulfonylurea carries a risk of hypoglycaemia.",
            is_true(TAKES_GLUCOSE_LOWERING),
        ),
        line("Glucose or HbA1c at start, at each change of dose, then with routine labs (label)."),
    ),
    sources=("S59", "S60", "ruling 35"),
    references=("US labels of lanreotide and octreotide",),
)
