"""W20c: capecitabine or fluorouracil with a vitamin K antagonist."""

from cds_service.case.items.medication import TAKES_VKA
from cds_service.case.items.orders import ORDERED_FLUOROPYRIMIDINE
from cds_service.case.items.predicates import is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every

WARNING = SafetyWarning(
    id="W20c",
    slug="fluoropyrimidine-vitamin-k-antagonist",
    orders=(OrderKind.CHEMOTHERAPY,),
    when=Every(of=(is_true(ORDERED_FLUOROPYRIMIDINE), is_true(TAKES_VKA))),
    indicator=Indicator.WARNING,
    title="Capecitabine or fluorouracil with warfarin or another vitamin K antagonist: bleeding",
    short="vitamin K antagonist",
    lines=(line("Boxed warning: bleeding with a vitamin K antagonist (label). INR on record: {inr}."),),
    sources=("clinical model §3.6",),
    references=("US labels of capecitabine and fluorouracil",),
)
