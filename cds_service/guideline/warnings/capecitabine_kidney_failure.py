"""W20e: capecitabine with a creatinine clearance below 30 mL/min."""

from cds_service.case.items.orders import ORDERED_CAPECITABINE
from cds_service.case.items.organs import CRCL
from cds_service.case.items.predicates import below, is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every, WhenKnown

WARNING = SafetyWarning(
    id="W20e",
    slug="capecitabine-kidney-failure",
    orders=(OrderKind.CHEMOTHERAPY,),
    # open only where the clearance is known and the order names no medicine; W20f asks for one that is not known
    when=Every(of=(is_true(ORDERED_CAPECITABINE), WhenKnown(of=below(CRCL, 30)))),
    indicator=Indicator.CRITICAL,
    open_indicator=Indicator.WARNING,
    title="Capecitabine with creatinine clearance below 30 mL/min: contraindicated",
    title_open="Creatinine clearance below 30 mL/min, and the chemotherapy ordered is not named: no capecitabine",
    short="CrCl {crcl}",
    lines=(line("Contraindicated below 30 mL/min (label). Creatinine clearance: {crcl}."),),
    sources=("clinical model §3.6", "ruling 36"),
    references=("US label capecitabine",),
)
