"""M22: FDG-PET before PRRT."""

from cds_service.case.items.course import FDG_MISMATCH
from cds_service.case.items.disease import KI67
from cds_service.case.items.predicates import above
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.grade import NET_G3
from cds_service.guideline.question import Question
from cds_service.logic.criterion import Some, WhenKnown

QUESTION = Question(
    id="M22",
    items=(FDG_MISMATCH.name,),
    text="FDG-PET: lesions that take up FDG but have no receptors",
    obtain="FDG PET/CT",
    orders=("fdg-pet",),
    at_orders=(OrderKind.PRRT,),
    # while Ki-67 itself is open, M05 comes first
    when=WhenKnown(of=Some(of=(NET_G3, above(KI67, 10)))),
)
