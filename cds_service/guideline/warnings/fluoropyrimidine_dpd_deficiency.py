"""W20b: capecitabine or fluorouracil in complete DPD deficiency."""

from cds_service.case.items.orders import ORDERED_FLUOROPYRIMIDINE
from cds_service.case.items.organs import DPYD
from cds_service.case.items.predicates import is_in, is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every, WhenKnown

WARNING = SafetyWarning(
    id="W20b",
    slug="fluoropyrimidine-dpd-deficiency",
    orders=(OrderKind.CHEMOTHERAPY,),
    # open only where the deficiency is known and the order names no medicine; a missing result is told by W20a
    when=Every(of=(is_true(ORDERED_FLUOROPYRIMIDINE), WhenKnown(of=is_in(DPYD, "complete")))),
    indicator=Indicator.CRITICAL,
    open_indicator=Indicator.WARNING,
    title="Complete DPD deficiency: do not give capecitabine or fluorouracil",
    title_open="Complete DPD deficiency, and the chemotherapy ordered is not named: no capecitabine or fluorouracil",
    short="complete DPD deficiency",
    lines=(line("Boxed warning: avoid with complete DPD deficiency (label). DPYD: {dpyd}."),),
    sources=("clinical model §3.6",),
    references=("US labels of capecitabine and fluorouracil",),
)
