"""The liver verdict: what can be removed, and what speaks against treating the liver through its arteries."""

from cds_service.case.items.disease import DISTRIBUTION, FLR_OK, LIVER_PCT, REMOVABLE_PCT, RESECT_VERDICT
from cds_service.case.items.organs import DECOMPENSATED, MAIN_PVT
from cds_service.case.items.predicates import above, is_false, is_in, is_true
from cds_service.guideline.definitions.extent import SURGERY_CONTRAINDICATED
from cds_service.logic.criterion import Definition, Not, Some

RESECTABLE = Definition(
    id="RES",
    text="liver metastases resectable, or cytoreduction feasible",
    sources=("S15", "S48", "A5"),
    of=is_in(RESECT_VERDICT, "resectable", "cytoreduction"),
)
UNRESECTABLE = Definition(
    id="NOT_RES", text="liver metastases not resectable", sources=("S30", "S61"), of=Not(of=RESECTABLE)
)
FAVOURABLE_RESECTION = Definition(
    id="S18",
    text="localised, or more than 70 % of the liver tumour removable",
    sources=("S18", "D29"),
    of=Some(of=(is_in(DISTRIBUTION, "localized"), above(REMOVABLE_PCT, 70))),
)
TRANSARTERIAL_INDICATED = Definition(
    id="TRANSARTERIAL",
    text="liver metastases not resectable, or their resection contraindicated by the source",
    sources=("S30", "A7"),
    of=Some(of=(UNRESECTABLE, SURGERY_CONTRAINDICATED)),
)
LARGE_BURDEN = Definition(
    id="BURDEN_25",
    text="more than 25 % of the liver volume is metastasis",
    sources=("D28",),
    of=above(LIVER_PCT, 25),
)
REMNANT_INADEQUATE = Definition(
    id="FLR", text="future liver remnant inadequate", sources=("clinical model §3.5",), of=is_false(FLR_OK)
)
EMBOLISATION_DANGEROUS = Definition(
    id="W16a",
    text="main portal-vein thrombosis or decompensated liver disease",
    sources=("clinical model §3.4",),
    of=Some(of=(is_true(MAIN_PVT), is_true(DECOMPENSATED))),
)
