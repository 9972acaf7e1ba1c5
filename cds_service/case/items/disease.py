"""Items about diagnosis, grade and extent: PF10–PF28 of the clinical model §4.1."""

from cds_service.case.items.item import BOOLEAN, FALSE, TRUE, Item, Span, numbers
from cds_service.logic.domain import one_of

_DIAGNOSIS = ("conditions", "observations")
_HALF_A_YEAR = Span(months=6)
_JUDGEMENT = Span(days=90)

NEN_CONFIRMED = Item(
    name="nenConfirmed",
    code="PF10",
    label="histology of a neuroendocrine neoplasm",
    range=BOOLEAN,
    lists=_DIAGNOSIS,
)
SITE = Item(name="site", code="PF11", label="primary site", range=one_of("sigmoid", "other"), lists=_DIAGNOSIS)
STAGE_IV = Item(name="stageIV", code="PF12", label="distant metastases (stage IV)", range=BOOLEAN, lists=_DIAGNOSIS)
LIVER_METS = Item(name="liverMets", code="PF13", label="liver metastases", range=BOOLEAN, lists=_DIAGNOSIS)
DIFFERENTIATION = Item(
    name="differentiation",
    code="PF14",
    label="differentiation",
    range=one_of("well", "poor", "mixed"),
    lists=_DIAGNOSIS,
)
KI67 = Item(name="ki67", code="PF15", label="Ki-67 (highest specimen)", range=numbers(0, 100), unit="%")
MITOSES = Item(
    name="mitoses", code="PF16", label="mitoses per 2 mm² (highest specimen)", range=numbers(0, 200), unit="{/2mm2}"
)
GRADE_TEXT = Item(
    name="gradeText", code="PF17", label="reported WHO grade (highest specimen)", range=one_of("G1", "G2", "G3")
)
GRADE = Item(
    name="grade",
    code="PF15",
    label="WHO grade (highest of Ki-67, mitoses and report)",
    range=one_of("G1", "G2", "G3"),
)
LOWER_GRADE = Item(
    name="lowerGrade",
    code="PF15",
    label="lower grade of another specimen or of the report",
    range=one_of("none", "G1", "G2", "G3"),
)
EXTRA_ABD = Item(
    name="extraAbd",
    code="PF18",
    label="metastases outside abdomen and pelvis",
    range=BOOLEAN,
    lists=_DIAGNOSIS,
    fresh=_HALF_A_YEAR,
    dangerous=TRUE,
)
EXTRAHEP_ABD = Item(
    name="extrahepAbd",
    code="PF19",
    label="abdominal disease outside the liver",
    range=one_of("none", "limited", "extensive"),
    lists=_DIAGNOSIS,
    fresh=_HALF_A_YEAR,
    dangerous=one_of("limited", "extensive"),
)
LIVER_DOM = Item(
    name="liverDom",
    code="PF20",
    label="predominance of liver disease",
    range=one_of("exclusive", "predominant", "minor"),
    fresh=_HALF_A_YEAR,
    judgement=True,
)
LIVER_PCT = Item(
    name="liverPct",
    code="PF21",
    label="share of the liver volume that is metastasis",
    range=numbers(0, 100),
    unit="%",
    fresh=_HALF_A_YEAR,
)
LIVER_PCT_RECENT = Item(
    name="liverPctRecent",
    code="PF21",
    label="share of the liver volume, measured within 3 months",
    range=numbers(0, 100),
    unit="%",
    fresh=Span(months=3),
)
DISTRIBUTION = Item(
    name="distribution",
    code="PF22",
    label="distribution of the liver metastases",
    range=one_of("localized", "complex", "diffuse"),
    fresh=_HALF_A_YEAR,
    judgement=True,
)
RESECT_VERDICT = Item(
    name="resectVerdict",
    code="PF23",
    label="hepatobiliary verdict on resectability",
    range=one_of("resectable", "cytoreduction", "unresectable"),
    fresh=_JUDGEMENT,
    judgement=True,
)
REMOVABLE_PCT = Item(
    name="removablePct",
    code="PF24",
    label="share of the liver tumour that can be removed",
    range=numbers(0, 100),
    unit="%",
    fresh=_JUDGEMENT,
    judgement=True,
)
FLR_OK = Item(
    name="flrOk",
    code="PF25",
    label="adequate future liver remnant",
    range=BOOLEAN,
    fresh=_JUDGEMENT,
    dangerous=FALSE,
)
PRIMARY_IN_SITU = Item(
    name="primaryInSitu",
    code="PF26",
    label="sigmoid primary still in place",
    range=BOOLEAN,
    lists=("observations", "procedures"),
)
PRIMARY_COMPLICATION = Item(
    name="primaryComplication",
    code="PF27",
    label="complication of the sigmoid primary",
    range=one_of("none", "obstruction", "perforation", "bleeding", "ischemia", "impending-stenosis"),
    absent=one_of("none"),
    lists=_DIAGNOSIS,
    fresh=Span(days=30),
    dangerous=one_of("obstruction", "perforation", "bleeding", "ischemia", "impending-stenosis"),
    worst_lasts=Span(days=90),
)
NODES_CLEARED = Item(name="nodesCleared", code="PF28", label="regional nodes cleared", range=BOOLEAN)

ITEMS = (
    NEN_CONFIRMED,
    SITE,
    STAGE_IV,
    LIVER_METS,
    DIFFERENTIATION,
    KI67,
    MITOSES,
    GRADE_TEXT,
    GRADE,
    LOWER_GRADE,
    EXTRA_ABD,
    EXTRAHEP_ABD,
    LIVER_DOM,
    LIVER_PCT,
    LIVER_PCT_RECENT,
    DISTRIBUTION,
    RESECT_VERDICT,
    REMOVABLE_PCT,
    FLR_OK,
    PRIMARY_IN_SITU,
    PRIMARY_COMPLICATION,
    NODES_CLEARED,
)
