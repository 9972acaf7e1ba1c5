"""Lines that several warnings share, word for word."""

from cds_service.case.items.orders import DRAFTED_PRRT, ORDERED_ANALOGUE
from cds_service.case.items.predicates import is_in, is_true
from cds_service.guideline.definitions.grade import GRADE_CONFLICT
from cds_service.guideline.definitions.medicine import RATE_LOWERED
from cds_service.guideline.definitions.procedure import GALLBLADDER_AT_SURGERY
from cds_service.guideline.recommendation import line
from cds_service.logic.criterion import Every

GRADE_DIFFERS = line(
    "Grade differs between specimens or reports: {grade} versus {lowerGrade}; the higher is used (W22).",
    GRADE_CONFLICT,
)
GRADE_DIFFERS_AT_PRRT = line(GRADE_DIFFERS.text, Every(of=(GRADE_CONFLICT, is_true(DRAFTED_PRRT))))
CHOLECYSTECTOMY = line(
    "If long somatostatin-analogue treatment is planned, discuss removing the gallbladder too (X08, D41).",
    GALLBLADDER_AT_SURGERY,
)
ADDITIVE_BRADYCARDIA = line(
    "Takes a beta-blocker, diltiazem, verapamil or digoxin: additive bradycardia (label).", RATE_LOWERED
)
ECG_DURING_INFUSION = line(
    "Complete AV block is reported with intravenous octreotide: monitor the ECG during an infusion (label).",
    is_in(ORDERED_ANALOGUE, "none", text="short-acting octreotide ordered"),
)
Y90_NOT_SEEN = line(
    "Not seen here: earlier radiotherapy of the liver, reflux to the gut that cannot be corrected (§3.4).",
)
