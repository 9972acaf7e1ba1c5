"""W24: temozolomide with a blood count below its start limits."""

from cds_service.case.items.orders import ORDERED_TEMOZOLOMIDE
from cds_service.case.items.organs import ANC, PLATELETS
from cds_service.case.items.predicates import below, is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every, Some

_FEW_NEUTROPHILS = below(ANC, "1.5")
_FEW_PLATELETS = below(PLATELETS, 100)

WARNING = SafetyWarning(
    id="W24",
    slug="temozolomide-blood-count",
    orders=(OrderKind.CHEMOTHERAPY,),
    when=Every(of=(is_true(ORDERED_TEMOZOLOMIDE), Some(of=(_FEW_NEUTROPHILS, _FEW_PLATELETS)))),
    indicator=Indicator.WARNING,
    title="Temozolomide: blood count below the limits for starting ({list})",
    short="low blood count",
    named=(line("neutrophils {anc}", _FEW_NEUTROPHILS), line("platelets {platelets}", _FEW_PLATELETS)),
    lines=(
        line("Neutrophils {anc}: at least 1.5 × 10⁹/L to start (label).", _FEW_NEUTROPHILS),
        line("Platelets {platelets}: at least 100 × 10⁹/L to start (label).", _FEW_PLATELETS),
        line("Note: Pneumocystis pneumonia and myelodysplasia are risks of treatment (label)."),
    ),
    sources=("clinical model §3.6", "ruling 36"),
    references=("US label temozolomide",),
)
