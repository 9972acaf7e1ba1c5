"""W12b: an ECG before a somatostatin analogue in marked bradycardia or AV block."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.medicine import CONDUCTION_BLOCKED, VERY_SLOW_HEART
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import ADDITIVE_BRADYCARDIA, ECG_DURING_INFUSION
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Some

WARNING = SafetyWarning(
    id="W12b",
    slug="analogue-ecg-before-dose",
    orders=(OrderKind.LONG_ACTING_SSA, OrderKind.SHORT_ACTING_OCTREOTIDE),
    when=Some(of=(VERY_SLOW_HEART, CONDUCTION_BLOCKED)),
    indicator=Indicator.WARNING,
    replaces=("W12a",),
    title="Heart rate below 50 or AV block: ECG before this somatostatin analogue dose",
    short="ECG before the dose",
    lines=(
        line("Heart rate {heartRate}: ECG before the dose (label; D34).", VERY_SLOW_HEART),
        line("Second- or third-degree AV block on record: ECG before the dose (label; D34).", CONDUCTION_BLOCKED),
        ADDITIVE_BRADYCARDIA,
        ECG_DURING_INFUSION,
    ),
    add=("ecg",),
    sources=("D34", "ruling 35"),
    references=("US labels of lanreotide and octreotide", "octreotide monograph"),
    notes=("Symptoms of bradycardia ask for the same ECG; they are not among the facts of the case.",),
)
