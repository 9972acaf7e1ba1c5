"""Hormones, receptors, the course of the disease, and what was given before."""

from cds_service.case.items.course import CHD, CS_UNCONTROLLED, FUNCTIONAL, PROGRESSING, SSTR
from cds_service.case.items.predicates import at_least, is_in, is_true
from cds_service.case.items.treatment import ON_SSA, PRIOR_PRRT, SSA_EVER
from cds_service.logic.criterion import Definition

FUNCTIONING = Definition(
    id="FUNC",
    text="functioning tumour: hormonal syndrome with biochemistry",
    sources=("S24", "D25"),
    of=is_true(FUNCTIONAL, "functioning tumour"),
)
UNCONTROLLED = Definition(
    id="UNCONTROLLED",
    text="carcinoid syndrome not controlled on a somatostatin analogue",
    sources=("S35",),
    of=is_true(CS_UNCONTROLLED),
)
PROGRESSIVE = Definition(
    id="PROG", text="progression by RECIST 1.1 or MDT statement", sources=("S24", "A6"), of=is_true(PROGRESSING)
)
RECEPTOR_POSITIVE = Definition(
    id="SSTR+",
    text="receptor imaging positive: uptake in the lesions at least that of normal liver",
    sources=("S39", "D42"),
    # Positive in some lesions only stays open for PRRT.
    of=is_in(SSTR, "positive", fails=("negative",), text="somatostatin-receptor imaging positive"),
)
RECEPTOR_NEGATIVE = Definition(
    id="SSTR-",
    text="receptor imaging negative in all lesions",
    sources=("D13",),
    of=is_in(SSTR, "negative", text="somatostatin-receptor imaging negative"),
)
ON_ANALOGUE = Definition(
    id="ON_SSA", text="on a long-acting somatostatin analogue", sources=("S24",), of=is_true(ON_SSA)
)
ANALOGUE_EXPOSED = Definition(
    id="SSAEXP",
    text="at least two doses of a long-acting somatostatin analogue",
    sources=("S35", "S51", "A12"),
    of=at_least(SSA_EVER, 2),
)
PRRT_GIVEN = Definition(id="PRIOR_PRRT", text="PRRT given before", sources=("X13",), of=at_least(PRIOR_PRRT, 1))
PRRT_COMPLETED = Definition(
    id="PRRT_COMPLETED", text="four or more cycles of PRRT given", sources=("X13",), of=at_least(PRIOR_PRRT, 4)
)
SEVERE_HEART_DISEASE = Definition(
    id="SEVERE_CHD", text="severe carcinoid heart disease", sources=("X12", "D36"), of=is_in(CHD, "severe")
)
HEART_DISEASE = Definition(
    id="CHD",
    text="carcinoid heart disease",
    sources=("clinical model §3.5",),
    of=is_in(CHD, "mild", "moderate", "severe", text="carcinoid heart disease"),
)
