"""Items about what was given: PF50–PF57 of the clinical model §4.1."""

from cds_service.case.items.item import BOOLEAN, DAYS_AGO, FALSE, NEVER, TRUE, Item, numbers
from cds_service.logic.domain import exactly, one_of

_MEDICATIONS = ("medicationRequests",)
_EVIDENCE = ("medicationStatements", "medicationAdministrations")

ON_SSA = Item(
    name="onSsa",
    code="PF50",
    label="on a long-acting somatostatin analogue",
    range=BOOLEAN,
    absent=FALSE,
    lists=_MEDICATIONS,
    also=_EVIDENCE,
)
ON_SSA_AGENT = Item(
    name="onSsaAgent",
    code="PF50",
    label="long-acting somatostatin analogue in use",
    range=one_of("none", "octreotide", "lanreotide", "both"),
    absent=one_of("none"),
    lists=_MEDICATIONS,
    also=_EVIDENCE,
)
SSA_EVER = Item(
    name="ssaEver",
    code="PF51",
    label="doses of a long-acting somatostatin analogue so far",
    range=numbers(0, None),
    unit="{dose}",
    absent=exactly(0),
    lists=_MEDICATIONS,
    also=_EVIDENCE,
)
LAST_LONG_SSA = Item(
    name="lastLongSsa",
    code="PF52",
    label="days since the last long-acting somatostatin analogue",
    range=DAYS_AGO,
    unit="d",
    lists=_MEDICATIONS,
    also=_EVIDENCE,
)
LAST_SHORT_OCT = Item(
    name="lastShortOct",
    code="PF53",
    label="days since the last short-acting octreotide",
    range=DAYS_AGO,
    unit="d",
    absent=NEVER,
    lists=_MEDICATIONS,
    also=_EVIDENCE,
)
PRIOR_TARE = Item(
    name="priorTare",
    code="PF54",
    label="earlier radioembolisation",
    range=BOOLEAN,
    absent=FALSE,
    lists=("procedures",),
    dangerous=TRUE,
)
PRIOR_PRRT = Item(
    name="priorPrrt",
    code="PF55",
    label="cycles of PRRT so far",
    range=numbers(0, None),
    unit="{cycle}",
    absent=exactly(0),
    lists=("medicationRequests", "procedures"),
    also=_EVIDENCE,
)
PRIOR_SYSTEMIC = Item(
    name="priorSystemic",
    code="PF56",
    label="earlier everolimus, tyrosine-kinase inhibitor or chemotherapy",
    range=BOOLEAN,
    absent=FALSE,
    lists=_MEDICATIONS,
    also=_EVIDENCE,
)
LAST_CAPECITABINE = Item(
    name="lastCapecitabine",
    code="PF57",
    label="days since the last capecitabine",
    range=DAYS_AGO,
    unit="d",
    absent=NEVER,
    lists=_MEDICATIONS,
    also=_EVIDENCE,
)

ITEMS = (
    ON_SSA,
    ON_SSA_AGENT,
    SSA_EVER,
    LAST_LONG_SSA,
    LAST_SHORT_OCT,
    PRIOR_TARE,
    PRIOR_PRRT,
    PRIOR_SYSTEMIC,
    LAST_CAPECITABINE,
)
