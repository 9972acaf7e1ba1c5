"""W12a: a somatostatin analogue with a slow heart, or with a medicine that slows it."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.medicine import RATE_LOWERED, SLOW_HEART
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import ADDITIVE_BRADYCARDIA, ECG_DURING_INFUSION
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Some

WARNING = SafetyWarning(
    id="W12a",
    slug="analogue-slow-heart",
    orders=(OrderKind.LONG_ACTING_SSA, OrderKind.SHORT_ACTING_OCTREOTIDE),
    when=Some(of=(SLOW_HEART, RATE_LOWERED)),
    indicator=Indicator.WARNING,
    title="Slow heart or a medicine that slows it: caution with the somatostatin analogue",
    short="slow heart rate",
    lines=(
        line("Heart rate {heartRate}: bradycardia is a label caution (D34).", SLOW_HEART),
        ADDITIVE_BRADYCARDIA,
        ECG_DURING_INFUSION,
    ),
    sources=("D34", "ruling 35"),
    references=("US labels of lanreotide and octreotide", "octreotide monograph"),
    notes=("Octreotide lists QT prolongation; other QT-prolonging medicines are not among the facts of the case.",),
)
