"""W20a: capecitabine or fluorouracil without a DPYD result."""

from cds_service.case.items.orders import ORDERED_FLUOROPYRIMIDINE
from cds_service.case.items.organs import DPYD
from cds_service.case.items.predicates import is_in, is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every, Not

WARNING = SafetyWarning(
    id="W20a",
    slug="fluoropyrimidine-without-dpyd",
    orders=(OrderKind.CHEMOTHERAPY,),
    # no result leaves this open, and that is what is said; a deficiency that is known is told by W20b
    when=Every(of=(is_true(ORDERED_FLUOROPYRIMIDINE), Not(of=is_in(DPYD, "normal"), text="no DPYD result"))),
    unless=is_in(DPYD, "partial", "complete"),
    indicator=Indicator.WARNING,
    open_indicator=Indicator.WARNING,
    title="No DPYD result: test before the first dose of capecitabine or fluorouracil unless urgent",
    short="no DPYD result",
    lines=(line("Boxed warning: test DPYD before the first dose unless treatment is urgent (label)."),),
    sources=("clinical model §3.6",),
    references=("US labels of capecitabine and fluorouracil",),
    notes=("Nothing is said on partial deficiency: the clinical model has no rule for it.",),
)
