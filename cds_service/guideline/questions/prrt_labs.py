"""M14: blood values and kidney function before PRRT or embolisation."""

from cds_service.case.items.organs import (
    ALBUMIN,
    ANC,
    BILIRUBIN,
    BILIRUBIN_ULN,
    CHILD_PUGH,
    CRCL,
    CREATININE,
    DECOMPENSATED,
    HB,
    INR,
    PLATELETS,
    PT_RATIO,
    WBC,
)
from cds_service.guideline.question import Question

QUESTION = Question(
    id="M14",
    items=(
        HB.name,
        PLATELETS.name,
        WBC.name,
        ANC.name,
        CRCL.name,
        CREATININE.name,
        BILIRUBIN_ULN.name,
        BILIRUBIN.name,
        ALBUMIN.name,
        PT_RATIO.name,
        INR.name,
        CHILD_PUGH.name,
        DECOMPENSATED.name,
    ),
    text="current blood count, creatinine clearance and liver values",
    obtain="blood count, creatinine with weight, liver function tests, albumin and INR",
    order_of=(
        (HB.name, "blood-count"),
        (PLATELETS.name, "blood-count"),
        (WBC.name, "blood-count"),
        (ANC.name, "blood-count"),
        (CRCL.name, "creatinine"),
        (CRCL.name, "body-weight"),
        (CREATININE.name, "creatinine"),
        (BILIRUBIN_ULN.name, "liver-function-tests"),
        (BILIRUBIN.name, "liver-function-tests"),
        (ALBUMIN.name, "albumin"),
        (PT_RATIO.name, "inr"),
        (INR.name, "inr"),
    ),
)
