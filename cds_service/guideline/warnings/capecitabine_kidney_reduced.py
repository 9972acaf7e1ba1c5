"""W20f: capecitabine with a creatinine clearance of 30–50 mL/min."""

from cds_service.case.items.orders import ORDERED_CAPECITABINE
from cds_service.case.items.organs import CRCL
from cds_service.case.items.predicates import between, is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every

WARNING = SafetyWarning(
    id="W20f",
    slug="capecitabine-kidney-reduced",
    orders=(OrderKind.CHEMOTHERAPY,),
    when=Every(of=(is_true(ORDERED_CAPECITABINE), between(CRCL, 30, 50))),
    indicator=Indicator.WARNING,
    title="Capecitabine with creatinine clearance 30–50 mL/min: reduce to 75 % of the dose",
    short="CrCl {crcl}",
    lines=(line("From 30 to 50 mL/min reduce to 75 % (label). Creatinine clearance: {crcl}."),),
    sources=("clinical model §3.6", "ruling 36"),
    references=("US label capecitabine",),
)
