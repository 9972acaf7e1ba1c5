"""W07j: a further cycle of PRRT with haemoglobin below 8.0 g/dL or neutrophils below 1.0 × 10⁹/L."""

from cds_service.case.items.organs import ANC, HB
from cds_service.case.items.predicates import below
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import PRRT_GIVEN
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every, Some

WARNING = SafetyWarning(
    id="W07j",
    slug="prrt-course-low-haemoglobin-or-neutrophils",
    orders=(OrderKind.PRRT,),
    when=Every(of=(PRRT_GIVEN, Some(of=(below(HB, "8.0"), below(ANC, "1.0"))))),
    replaces=("W07d",),
    indicator=Indicator.WARNING,
    title="Further cycle of PRRT with haemoglobin below 8.0 g/dL or neutrophils below 1.0 × 10⁹/L: withhold",
    short="haemoglobin or neutrophils: withhold",
    lines=(
        line("Here: haemoglobin {hb}, neutrophils {anc}; earlier PRRT: {priorPrrt}."),
        line("Label: withhold until grade 2 or better, then resume with 3.7 GBq."),
        line("Stop for good when it recurs or the delay exceeds 16 weeks."),
    ),
    sources=("clinical model §3.1", "ruling 36"),
    references=("US label of Lutathera, dose modifications", "PMC10133840, table 1"),
)
