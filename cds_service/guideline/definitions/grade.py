"""Grade and differentiation: G3, NEC, NET G3, and whether the diagnosis itself is open."""

from cds_service.case.items.disease import DIFFERENTIATION, GRADE
from cds_service.case.items.predicates import is_in
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
