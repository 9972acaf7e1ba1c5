"""The six criteria for liver transplantation, C1–C6 (S62–S67)."""

from cds_service.case.items.course import PROGRESSING, RECENT_SSTR_SCAN, STABLE_MONTHS
from cds_service.case.items.disease import EXTRA_ABD, EXTRAHEP_ABD, GRADE, KI67, LIVER_PCT_RECENT, PRIMARY_IN_SITU
from cds_service.case.items.patient import AGE
from cds_service.case.items.predicates import at_least, at_most, below, is_false, is_in, is_true
from cds_service.guideline.definitions.liver import UNRESECTABLE
from cds_service.logic.criterion import Confirmed, Definition, Every, Not, Some, WhenKnown

C1 = Definition(
    id="C1",
    text="no extrahepatic disease, on receptor imaging within 12 months",
    sources=("S62", "ruling 23"),
    of=Every(
        of=(
            is_false(EXTRA_ABD),
            is_in(EXTRAHEP_ABD, "none", text="no abdominal disease outside the liver"),
            Confirmed(of=is_true(RECENT_SSTR_SCAN)),
        )
    ),
)
C2 = Definition(
    id="C2",
    text="well-differentiated G1/G2 with Ki-67 < 10 %",
    sources=("S63",),
    of=Every(of=(is_in(GRADE, "G1", "G2"), below(KI67, 10))),
)
C3 = Definition(
    id="C3",
    text="primary already removed",
    sources=("S64",),
    of=is_false(PRIMARY_IN_SITU, "sigmoid primary removed"),
)
C4 = Definition(
    id="C4",
    text="metastases in less than 50 % of the liver volume",
    sources=("S65",),
    of=below(LIVER_PCT_RECENT, 50),
)
C5 = Definition(
    id="C5",
    text="stable disease or response for at least 6 months",
    sources=("S66", "A10"),
    of=Every(of=(at_least(STABLE_MONTHS, 6), is_false(PROGRESSING))),
)
C6 = Definition(id="C6", text="younger than 60", sources=("S67",), of=below(AGE, 60))

CRITERIA = (C1, C2, C3, C4, C5, C6)

NOT_ALL_MET = Definition(
    id="LT_NOT_MET",
    text="not all of unresectable disease and C1–C6",
    sources=("S61", "X02", "ruling 32"),
    of=Not(of=Every(of=(UNRESECTABLE, *CRITERIA), text="unresectable, and all six criteria met")),
)
NOT_KNOWN = tuple(  # what remains to be found out where something is known to be missed
    (wanted, Every(of=(NOT_ALL_MET, Not(of=Some(of=(WhenKnown(of=wanted), WhenKnown(of=Not(of=wanted))))))))
    for wanted in (UNRESECTABLE, *CRITERIA)
)
_AS_IN_THE_SOURCE = (UNRESECTABLE, C1, C3, C5)
MILAN_NET = Definition(
    id="MILAN_NET",
    text="Milan-NET: G1/G2, Ki-67 ≤ 10 %, liver share ≤ 50 %, age ≤ 60, the rest as in the source",
    sources=("D31",),
    of=Every(
        of=(
            *_AS_IN_THE_SOURCE,
            is_in(GRADE, "G1", "G2"),
            at_most(KI67, 10),
            at_most(LIVER_PCT_RECENT, 50),
            at_most(AGE, 60),
        )
    ),
)
OPTN_EXCEPTION = Definition(
    id="OPTN",
    text="OPTN exception: Ki-67 < 20 %, liver share < 50 %, age < 60, the rest as in the source",
    sources=("D31",),
    of=Every(of=(*_AS_IN_THE_SOURCE, is_in(GRADE, "G1", "G2"), below(KI67, 20), C4, C6)),
)
