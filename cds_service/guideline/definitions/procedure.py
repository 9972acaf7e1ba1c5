"""Procedures: crisis cover, heart disease, medicines that disturb healing, and the gallbladder."""

from cds_service.case.items.course import HEART_SCREENED, HIAA, NT_PRO_BNP
from cds_service.case.items.medication import TAKES_CABOZANTINIB, TAKES_EVEROLIMUS
from cds_service.case.items.orders import (
    DRAFTED_CABOZANTINIB,
    DRAFTED_EVEROLIMUS,
    DRAFTED_PRIMARY_RESECTION,
    DRAFTED_SHORT_OCTREOTIDE,
    DRAFTED_SURGERY,
)
from cds_service.case.items.organs import CHOLECYSTECTOMY
from cds_service.case.items.predicates import above, is_true
from cds_service.guideline.definitions.course import FUNCTIONING, HEART_DISEASE
from cds_service.logic.criterion import Definition, Every, Not, Some, WhenKnown

COVER_DRAFTED = Definition(
    id="OCTREOTIDE_COVER",
    text="short-acting octreotide in the same drafts",
    sources=("rulings 31 and 38",),
    of=is_true(DRAFTED_SHORT_OCTREOTIDE),
)
HEART_NOT_SCREENED = Definition(
    id="HEART_NOT_SCREENED",
    text="functioning tumour without heart screening within 12 months",
    sources=("D36", "X09", "ruling 31"),
    # Screening that is not on record stays open, and is missed all the same.
    of=Every(of=(FUNCTIONING, Not(of=WhenKnown(of=is_true(HEART_SCREENED)), text="no NT-proBNP or echocardiography"))),
)
ECHOCARDIOGRAPHY_DUE = Definition(
    id="ECHO_DUE",
    text="functioning tumour, NT-proBNP above 260 pg/mL or 5-HIAA above 300 µmol/24 h, and no echocardiography",
    sources=("D36", "clinical model §3.3"),
    of=Every(
        of=(
            FUNCTIONING,
            WhenKnown(of=Some(of=(above(NT_PRO_BNP, 260), above(HIAA, 300)))),
            Not(of=Some(of=(WhenKnown(of=HEART_DISEASE), WhenKnown(of=Not(of=HEART_DISEASE)))), text="heart not seen"),
        )
    ),
)
PRIMARY_RESECTION_ORDERED = Definition(
    id="COLECTOMY_ORDERED",
    text="resection of the primary ordered",
    sources=("clinical model §4.2", "clinical model §4.6"),
    of=WhenKnown(of=is_true(DRAFTED_PRIMARY_RESECTION)),
)
EVEROLIMUS_AT_PROCEDURE = Definition(
    id="EVEROLIMUS_NEAR",
    text="everolimus taken, or drafted with the procedure",
    sources=("X06",),
    of=Some(of=(is_true(TAKES_EVEROLIMUS), is_true(DRAFTED_EVEROLIMUS))),
)
CABOZANTINIB_AT_PROCEDURE = Definition(
    id="CABOZANTINIB_NEAR",
    text="cabozantinib taken, or drafted with the procedure",
    sources=("X06",),
    of=Some(of=(is_true(TAKES_CABOZANTINIB), is_true(DRAFTED_CABOZANTINIB))),
)
GALLBLADDER_AT_SURGERY = Definition(
    id="X08",
    text="abdominal surgery ordered, gallbladder not known to be removed",
    sources=("X08", "D41"),
    of=Every(of=(is_true(DRAFTED_SURGERY), Not(of=WhenKnown(of=is_true(CHOLECYSTECTOMY))))),
)
