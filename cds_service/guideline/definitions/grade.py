"""Grade and differentiation: G3, NEC, NET G3, and the Ki-67 above which PRRT does poorly."""

from cds_service.case.items.disease import DIFFERENTIATION, GRADE, KI67, LOWER_GRADE
from cds_service.case.items.predicates import above, is_in
from cds_service.logic.criterion import Definition, Every, Not

G3 = Definition(
    id="G3",
    text="grade 3 in at least one specimen",
    sources=("S23", "D04"),
    of=is_in(GRADE, "G3", text="grade 3 (Ki-67 > 20 %, > 20 mitoses per 2 mm², or reported)"),
)
NEC = Definition(
    id="NEC",
    text="poorly differentiated neuroendocrine carcinoma",
    sources=("D04", "D05", "D06"),
    # A tumour that is certainly not G3 is not a NEC, whatever is known of its differentiation.
    of=Every(of=(is_in(DIFFERENTIATION, "poor", text="poorly differentiated"), G3)),
)
NET_G3 = Definition(
    id="NETG3",
    text="well-differentiated NET G3",
    sources=("D04", "S43"),
    of=Every(of=(G3, Not(of=NEC, text="not a NEC"))),
)
POOR_PRRT_OUTCOME = Definition(
    id="KI67_55",
    text="Ki-67 above 55 %, where PRRT does poorly (suppressed by evidence from outside the source)",
    sources=("S42", "D17"),
    of=above(KI67, 55),
)
GRADE_CONFLICT = Definition(
    id="GRADECONFLICT",
    text="two specimens, or a report and its Ki-67, with grades that exclude each other",
    sources=("clinical model §0", "rulings 21 and 47"),
    of=is_in(LOWER_GRADE, "G1", "G2", "G3", text="a lower grade is recorded beside the higher one"),
)
