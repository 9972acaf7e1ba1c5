"""Items about hormones, receptors and the course of the disease: PF30–PF43 of the clinical model §4.1."""

from cds_service.case.items.item import BOOLEAN, FALSE, TRUE, Item, Span, numbers
from cds_service.logic.domain import one_of

_A_YEAR = Span(months=12)
_HALF_A_YEAR = Span(months=6)

FUNCTIONAL = Item(
    name="functional",
    code="PF30",
    label="functioning tumour (hormonal syndrome with biochemistry)",
    range=BOOLEAN,
    lists=("observations", "conditions"),
    fresh=_A_YEAR,
    dangerous=TRUE,
)
CS_UNCONTROLLED = Item(
    name="csUncontrolled",
    code="PF31",
    label="carcinoid syndrome not controlled on a somatostatin analogue",
    range=BOOLEAN,
    absent=FALSE,
    fresh=Span(days=60),
    judgement=True,
)
HIAA = Item(
    name="hiaa", code="PF32", label="urinary 5-HIAA", range=numbers(0, 10_000), unit="umol/(24.h)", fresh=_A_YEAR
)
CHD = Item(
    name="chd",
    code="PF33",
    label="carcinoid heart disease",
    range=one_of("none", "mild", "moderate", "severe"),
    lists=("observations", "conditions"),
    fresh=_A_YEAR,
    dangerous=one_of("severe"),
)
NT_PRO_BNP = Item(
    name="ntProBnp", code="PF34", label="NT-proBNP", range=numbers(0, 100_000), unit="pg/mL", fresh=_A_YEAR
)
SSTR = Item(
    name="sstr",
    code="PF40",
    label="somatostatin-receptor imaging",
    range=one_of("positive", "mixed", "negative"),
    fresh=_A_YEAR,
    dangerous=one_of("negative"),
)
RECENT_SSTR_SCAN = Item(
    name="recentSstrScan",
    code="PF40",
    label="somatostatin-receptor imaging within 12 months",
    range=BOOLEAN,
)
SSTR_FOR_PRRT = Item(
    name="sstrForPrrt",
    code="PF40",
    label="somatostatin-receptor imaging within 180 days",
    range=one_of("positive", "mixed", "negative"),
    fresh=Span(days=180),
    dangerous=one_of("negative"),
)
HEART_SCREENED = Item(
    name="heartScreened",
    code="PF33",
    label="NT-proBNP or echocardiography within 12 months",
    range=BOOLEAN,
)
FDG_MISMATCH = Item(
    name="fdgMismatch",
    code="PF41",
    label="FDG-positive, receptor-negative lesions",
    range=BOOLEAN,
    fresh=_HALF_A_YEAR,
    dangerous=TRUE,
)
PROGRESSING = Item(
    name="progressing",
    code="PF42",
    label="progression on imaging",
    range=BOOLEAN,
    fresh=_HALF_A_YEAR,
    dangerous=TRUE,
    worst_lasts=_A_YEAR,
)
STABLE_MONTHS = Item(
    name="stableMonths",
    code="PF43",
    label="months of stable disease or response",
    range=numbers(0, 600),
    unit="mo",
    fresh=_HALF_A_YEAR,
)

ITEMS = (
    FUNCTIONAL,
    CS_UNCONTROLLED,
    HIAA,
    CHD,
    NT_PRO_BNP,
    SSTR,
    RECENT_SSTR_SCAN,
    SSTR_FOR_PRRT,
    HEART_SCREENED,
    FDG_MISMATCH,
    PROGRESSING,
    STABLE_MONTHS,
)
