"""Items about blood, kidney, liver and heart: PF60–PF73 of the clinical model §4.1."""

from dataclasses import replace

from cds_service.case.items.item import BOOLEAN, DAYS_AGO, FALSE, NEVER, TRUE, Item, Span, numbers
from cds_service.logic.domain import one_of

_A_MONTH = Span(days=30)
_A_YEAR = Span(months=12)
_TWO_WEEKS = Span(days=14)
_PROBLEMS = ("conditions", "observations")


def _lab(name: str, code: str, label: str, between: tuple[int, int], unit: str, fresh: Span = _A_MONTH) -> Item:
    """A measured value; `between` are the plausible limits in `unit`."""
    return Item(name=name, code=code, label=label, range=numbers(*between), unit=unit, fresh=fresh)


def _blood(name: str, code: str, label: str, between: tuple[int, int], unit: str) -> Item:
    """A blood value that must not be older than 14 days when something is ordered."""
    return replace(_lab(name, code, label, between, unit), fresh_at_order=_TWO_WEEKS)


HB = _blood("hb", "PF60", "haemoglobin", (3, 25), "g/dL")
PLATELETS = _blood("platelets", "PF61", "platelets", (0, 2000), "10*9/L")
WBC = _blood("wbc", "PF62", "leucocytes", (0, 200), "10*9/L")
ANC = _blood("anc", "PF62", "neutrophils", (0, 200), "10*9/L")
CRCL = _blood("crcl", "PF63", "creatinine clearance (Cockcroft–Gault)", (5, 250), "mL/min")
CREATININE = _blood("creatinine", "PF63", "creatinine", (0, 30), "mg/dL")
BILIRUBIN_ULN = _blood("bilirubinUln", "PF64", "bilirubin as a multiple of the upper limit", (0, 100), "[ULN]")
BILIRUBIN = _blood("bilirubin", "PF64", "bilirubin", (0, 100), "mg/dL")
ALBUMIN = _blood("albumin", "PF65", "albumin", (0, 80), "g/L")
INR = _blood("inr", "PF65", "INR", (0, 20), "{INR}")
PT_RATIO = _blood("ptRatio", "PF65", "prothrombin ratio", (0, 200), "%")
CHILD_PUGH = _lab("childPugh", "PF66", "Child–Pugh score", (5, 15), "{score}")
DECOMPENSATED = Item(
    name="decompensated",
    code="PF66",
    label="decompensated liver disease",
    range=BOOLEAN,
    absent=FALSE,
    lists=_PROBLEMS,
    fresh=_A_MONTH,
    dangerous=TRUE,
)
MAIN_PVT = Item(
    name="mainPvt",
    code="PF67",
    label="main portal-vein thrombosis",
    range=BOOLEAN,
    absent=FALSE,
    lists=_PROBLEMS,
    fresh=Span(months=6),
    dangerous=TRUE,
)
BILIARY_OPEN = Item(
    name="biliaryOpen",
    code="PF68",
    label="biliary-enteric communication (anastomosis, stent, sphincterotomy)",
    range=BOOLEAN,
    absent=FALSE,
    lists=("observations", "procedures"),
    dangerous=TRUE,
)
LUNG_SHUNT = _lab("lungShunt", "PF69", "hepatopulmonary shunt", (0, 100), "%", fresh=Span(days=60))
HEART_RATE = _lab("heartRate", "PF70", "heart rate", (20, 300), "/min", fresh=_A_YEAR)
AV_BLOCK = Item(
    name="avBlock",
    code="PF70",
    label="second- or third-degree AV block",
    range=BOOLEAN,
    absent=FALSE,
    lists=("conditions",),
    dangerous=TRUE,
)
QTC = _lab("qtc", "PF70", "QTc interval", (200, 800), "ms", fresh=_A_YEAR)
GALLSTONES = Item(
    name="gallstones",
    code="PF71",
    label="gallstones",
    range=BOOLEAN,
    absent=FALSE,
    lists=_PROBLEMS,
    fresh=_A_YEAR,
    dangerous=TRUE,
)
CHOLECYSTECTOMY = Item(
    name="cholecystectomy",
    code="PF71",
    label="gallbladder removed",
    range=BOOLEAN,
    absent=FALSE,
    lists=("procedures", "conditions"),
)
GB_US_DATE = Item(
    name="gbUsDate",
    code="PF71",
    label="days since the last gallbladder ultrasound",
    range=DAYS_AGO,
    unit="d",
    absent=NEVER,
    lists=("diagnosticReports", "observations"),
)
GALLBLADDER_IMAGED = Item(
    name="gallbladderImaged",
    code="PF71",
    label="gallbladder ultrasound within 12 months, or gallbladder removed",
    range=BOOLEAN,
)
HBA1C = _lab("hba1c", "PF72", "HbA1c", (0, 25), "%", fresh=_A_YEAR)
GLUCOSE = _lab("glucose", "PF72", "glucose", (0, 1500), "mg/dL", fresh=_A_YEAR)
GLYCAEMIA_KNOWN = Item(name="glycaemiaKnown", code="PF72", label="HbA1c or glucose within 12 months", range=BOOLEAN)
TSH = _lab("tsh", "PF72", "TSH", (0, 500), "m[IU]/L", fresh=_A_YEAR)
B12 = _lab("b12", "PF72", "vitamin B12", (0, 10_000), "pg/mL", fresh=_A_YEAR)
DPYD = Item(name="dpyd", code="PF73", label="DPYD metaboliser status", range=one_of("normal", "partial", "complete"))

ITEMS = (
    HB,
    PLATELETS,
    WBC,
    ANC,
    CRCL,
    CREATININE,
    BILIRUBIN_ULN,
    BILIRUBIN,
    ALBUMIN,
    INR,
    PT_RATIO,
    CHILD_PUGH,
    DECOMPENSATED,
    MAIN_PVT,
    BILIARY_OPEN,
    LUNG_SHUNT,
    HEART_RATE,
    AV_BLOCK,
    QTC,
    GALLSTONES,
    CHOLECYSTECTOMY,
    GB_US_DATE,
    GALLBLADDER_IMAGED,
    HBA1C,
    GLUCOSE,
    GLYCAEMIA_KNOWN,
    TSH,
    B12,
    DPYD,
)
