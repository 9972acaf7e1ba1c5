"""Embolisation: the safe range of the trial in neuroendocrine liver metastases, each limit by itself."""

from cds_service.case.items.disease import LIVER_PCT
from cds_service.case.items.organs import (
    ALBUMIN,
    BILIARY_OPEN,
    BILIRUBIN,
    CHILD_PUGH,
    CRCL,
    CREATININE,
    DECOMPENSATED,
    INR,
    MAIN_PVT,
    PLATELETS,
)
from cds_service.case.items.patient import ECOG
from cds_service.case.items.predicates import above, at_least, at_most, below, is_true
from cds_service.logic.criterion import Definition, Some, WhenKnown

PORTAL_VEIN_CLOSED = is_true(MAIN_PVT)
DECOMPENSATION = Definition(
    id="DECOMPENSATION",
    text="decompensated liver disease, or a Child–Pugh score of 8 or more",
    sources=("clinical model §3.4",),
    # A score that is not on record is no reason to ask for one: decompensation itself is.
    of=Some(of=(is_true(DECOMPENSATED), WhenKnown(of=at_least(CHILD_PUGH, 8)))),
)
LIVER_WOULD_FAIL = Definition(
    id="EMBOLISATION_STOP",
    text="main portal-vein thrombosis or decompensated liver disease",
    sources=("clinical model §3.4",),
    of=Some(of=(PORTAL_VEIN_CLOSED, DECOMPENSATION)),
)
BILE_DUCT_OPEN = Definition(
    id="BILE_DUCT_OPEN",
    text="biliary-enteric anastomosis, stent, sphincterotomy or dilatation",
    sources=("clinical model §3.4",),
    of=is_true(BILIARY_OPEN),
)
BILIRUBIN_HIGH = above(BILIRUBIN, 2)
ALBUMIN_LOW = below(ALBUMIN, 30)
INR_HIGH = above(INR, "1.5")
PLATELETS_LOW = at_most(PLATELETS, 50)
CREATININE_HIGH = at_least(CREATININE, 2)
CLEARANCE_LOW = below(CRCL, 30)
PERFORMANCE_LOW = above(ECOG, 2)
BURDEN_HIGH = above(LIVER_PCT, 70)
OUTSIDE_SAFE_RANGE = Definition(
    id="RETNET",
    text="outside the safe range of the RETNET trial",
    sources=("clinical model §3.4",),
    of=Some(
        of=(
            BILIRUBIN_HIGH,
            ALBUMIN_LOW,
            INR_HIGH,
            PLATELETS_LOW,
            CREATININE_HIGH,
            CLEARANCE_LOW,
            PERFORMANCE_LOW,
            BURDEN_HIGH,
        )
    ),
)
