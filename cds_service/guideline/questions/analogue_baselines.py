"""M16: baselines before a somatostatin analogue."""

from cds_service.case.items.organs import B12, GALLBLADDER_IMAGED, GLYCAEMIA_KNOWN, HEART_RATE, TSH
from cds_service.case.order import OrderKind
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M16",
    items=(
        GALLBLADDER_IMAGED.name,
        GLYCAEMIA_KNOWN.name,
        HEART_RATE.name,
        TSH.name,
        B12.name,
    ),
    text="baselines for a somatostatin analogue",
    obtain="gallbladder ultrasound, glucose or HbA1c, ECG, TSH and vitamin B12",
    at_orders=(OrderKind.LONG_ACTING_SSA,),
    order_of=(
        (GALLBLADDER_IMAGED.name, "gallbladder-ultrasound"),
        (GLYCAEMIA_KNOWN.name, "hba1c"),
        (HEART_RATE.name, "ecg"),
        (TSH.name, "tsh"),
        (B12.name, "vitamin-b12"),
    ),
)
