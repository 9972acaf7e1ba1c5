"""The liver verdict: what can be removed, and what speaks against treating the liver through its arteries."""

from cds_service.case.items.disease import DISTRIBUTION, FLR_OK, LIVER_PCT, REMOVABLE_PCT, RESECT_VERDICT
from cds_service.case.items.predicates import above, at_least, is_false, is_in
from cds_service.guideline.definitions.course import FUNCTIONING, PROGRESSIVE
from cds_service.guideline.definitions.extent import SURGERY_CONTRAINDICATED
from cds_service.guideline.definitions.grade import G3
from cds_service.logic.criterion import Definition, Every, Not, Some

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
SYMPTOM_TARGET = Definition(
    id="S20",
    text="at least 90 % of the liver tumour removable",
    sources=("S20", "D29"),
    of=at_least(REMOVABLE_PCT, 90),
)
BELOW_SYMPTOM_TARGET = Definition(
    id="NOT_S20",
    text="less than 90 % of the liver tumour removable",
    sources=("S20", "D29"),
    of=Not(of=SYMPTOM_TARGET),
)
DIFFUSE = Definition(id="DIFFUSE", text="diffuse liver metastases", sources=("S21",), of=is_in(DISTRIBUTION, "diffuse"))
TRANSARTERIAL_INDICATED = Definition(
    id="TRANSARTERIAL",
    text="liver metastases not resectable, or their resection contraindicated by the source",
    sources=("S30", "A7"),
    of=Some(of=(UNRESECTABLE, SURGERY_CONTRAINDICATED)),
)
ONLY_SURGERY_RULED_OUT = Definition(
    id="A7",
    text="liver metastases that could be resected, with upfront surgery contraindicated by the source",
    sources=("A7", "ruling 43"),
    of=Every(of=(Not(of=UNRESECTABLE), SURGERY_CONTRAINDICATED)),
)
LARGE_BURDEN = Definition(
    id="BURDEN_25",
    text="more than 25 % of the liver volume is metastasis",
    sources=("D28",),
    of=above(LIVER_PCT, 25),
)
REASON_TO_EMBOLISE = Definition(
    id="EMBOLISE_FOR",
    text="symptoms, progression or more than 25 % of the liver",
    sources=("D28",),
    of=Some(of=(FUNCTIONING, PROGRESSIVE, LARGE_BURDEN)),
)
NO_REASON_TO_EMBOLISE = Definition(
    id="NOT_EMBOLISE_FOR",
    text="G1 or G2 without symptoms, progression or more than 25 % of the liver",
    sources=("D28",),
    of=Every(of=(Not(of=REASON_TO_EMBOLISE), Not(of=G3))),
)
REMNANT_INADEQUATE = Definition(
    id="FLR", text="future liver remnant inadequate", sources=("clinical model §3.5",), of=is_false(FLR_OK)
)
