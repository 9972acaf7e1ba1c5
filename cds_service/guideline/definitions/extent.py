"""Where the disease is: outside the abdomen, in the liver only, in the bowel."""

from cds_service.case.items.disease import EXTRA_ABD, LIVER_DOM, LIVER_METS, PRIMARY_COMPLICATION, PRIMARY_IN_SITU
from cds_service.case.items.predicates import is_in, is_true
from cds_service.guideline.definitions.grade import G3
from cds_service.logic.criterion import Definition, Some

EXTRA_ABDOMINAL = Definition(
    id="EXTRA_ABD",
    text="metastases outside abdomen and pelvis (any bone counts)",
    sources=("S22", "S54", "A3"),
    of=is_true(EXTRA_ABD),
)
SURGERY_CONTRAINDICATED = Definition(
    id="NO_UPFRONT_SURGERY",
    text="upfront surgery contraindicated by the source",
    sources=("S22", "S23", "S54"),
    of=Some(of=(EXTRA_ABDOMINAL, G3)),
)
LIVER_DOMINANT = Definition(
    id="LIVERDOM",
    text="liver disease exclusive or predominant",
    sources=("S16", "A4"),
    of=is_in(LIVER_DOM, "exclusive", "predominant"),
)
LIVER_ONLY = Definition(
    id="LIVER_ONLY",
    text="no disease outside the liver except the primary and resectable regional nodes",
    sources=("S37",),
    of=is_in(LIVER_DOM, "exclusive"),
)
LIVER_INVOLVED = Definition(id="LIVER_METS", text="liver metastases present", sources=("S01",), of=is_true(LIVER_METS))
IN_SITU = Definition(id="IN_SITU", text="sigmoid primary in place", sources=("S06",), of=is_true(PRIMARY_IN_SITU))
COMPLICATED_PRIMARY = Definition(
    id="COMPLICATED_PRIMARY",
    text="obstruction, perforation, bleeding or ischaemia of the primary, present or imminent",
    sources=("S12",),
    of=is_in(PRIMARY_COMPLICATION, "obstruction", "perforation", "bleeding", "ischemia", "impending-stenosis"),
)
STENOSING_PRIMARY = Definition(
    id="STENOSING_PRIMARY",
    text="stenosing primary",
    sources=("D24",),
    of=is_in(PRIMARY_COMPLICATION, "obstruction", "impending-stenosis"),
)
