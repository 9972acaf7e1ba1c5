"""Whom the guidance is for."""

from cds_service.case.items.disease import LIVER_METS, NEN_CONFIRMED, SITE, STAGE_IV
from cds_service.case.items.patient import AGE, DECEASED
from cds_service.case.items.predicates import at_least, is_false, is_in, is_true
from cds_service.logic.criterion import Definition, Every

SCOPE = Definition(
    id="SCOPE",
    text="living adult with a stage IV neuroendocrine neoplasm of the sigmoid colon and liver metastases",
    sources=("S01", "A13", "A14", "A17"),
    of=Every(
        of=(
            is_false(DECEASED, "alive"),
            at_least(AGE, 18),
            is_true(NEN_CONFIRMED),
            is_in(SITE, "sigmoid", text="primary site: sigmoid colon"),
            is_true(STAGE_IV),
            is_true(LIVER_METS),
        )
    ),
)
