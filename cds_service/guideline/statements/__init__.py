"""Statements: the register S01–S69 of everything that the source asserts, one file for each of its sections."""

from cds_service.guideline.statement import Statement
from cds_service.guideline.statements import (
    first_line,
    liver_directed,
    liver_surgery,
    pitfalls,
    primary_tumour,
    prrt,
    scope,
    sequence,
    transplantation,
)

SECTIONS: tuple[tuple[str, tuple[Statement, ...]], ...] = (
    ("Scope and headline", scope.STATEMENTS),
    ("Primary tumour", primary_tumour.STATEMENTS),
    ("Liver metastases: surgery", liver_surgery.STATEMENTS),
    ("First-line systemic therapy", first_line.STATEMENTS),
    ("Liver-directed therapy for unresectable disease", liver_directed.STATEMENTS),
    ("Peptide receptor radionuclide therapy", prrt.STATEMENTS),
    ("Sequence", sequence.STATEMENTS),
    ("Pitfalls", pitfalls.STATEMENTS),
    ("Liver transplantation", transplantation.STATEMENTS),
)

STATEMENTS: tuple[Statement, ...] = tuple(one for _, statements in SECTIONS for one in statements)
