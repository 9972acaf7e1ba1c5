"""Y-90 radioembolisation: microspheres, lung shunt, capecitabine, spread, and whether PRRT is still to come."""

from cds_service.case.items.disease import EXTRAHEP_ABD, LIVER_DOM
from cds_service.case.items.orders import DRAFTED_CAPECITABINE, MICROSPHERES, ORDERED_CAPECITABINE
from cds_service.case.items.organs import LUNG_SHUNT
from cds_service.case.items.predicates import above, below, is_in, is_true
from cds_service.case.items.treatment import LAST_CAPECITABINE
from cds_service.guideline.definitions.course import PRRT_COMPLETED, RECEPTOR_POSITIVE
from cds_service.guideline.definitions.extent import EXTRA_ABDOMINAL
from cds_service.guideline.definitions.grade import NEC
from cds_service.guideline.definitions.person import PRRT_CONTRAINDICATED
from cds_service.logic.criterion import Definition, Every, Not, Some, WhenKnown

RESIN = Definition(
    id="RESIN", text="resin microspheres", sources=("clinical model §3.4",), of=is_in(MICROSPHERES, "resin")
)
RESIN_STATED = WhenKnown(of=RESIN, text="resin microspheres stated")
GLASS_STATED = WhenKnown(of=Not(of=RESIN), text="glass microspheres stated")
BEADS_UNSTATED = Not(of=Some(of=(RESIN_STATED, GLASS_STATED)), text="resin or glass not stated")
SHUNT_HIGH = Definition(
    id="LUNG_SHUNT", text="hepatopulmonary shunt above 20 %", sources=("clinical model §3.4",), of=above(LUNG_SHUNT, 20)
)
CAPECITABINE_NEAR = Definition(
    id="CAPECITABINE_NEAR",
    text="capecitabine within the last 60 days, or drafted",
    sources=("X07", "A18", "ruling 33"),
    of=Some(of=(below(LAST_CAPECITABINE, 60), is_true(DRAFTED_CAPECITABINE))),
)
CAPECITABINE_ORDERED = is_true(ORDERED_CAPECITABINE)
DISSEMINATED = Definition(
    id="DISSEMINATED",
    text="disseminated disease outside the liver",
    sources=("clinical model §3.4",),
    # Metastases outside the abdomen count where the liver is not even predominant: one bone lesion does not.
    of=Some(
        of=(
            is_in(EXTRAHEP_ABD, "extensive", text="extensive abdominal disease outside the liver"),
            Every(of=(EXTRA_ABDOMINAL, is_in(LIVER_DOM, "minor", text="liver disease not predominant"))),
        )
    ),
)
PRRT_CANDIDATE = Definition(
    id="PRRTFUT",
    text="receptor-positive and not a NEC: PRRT may follow",
    sources=("S50", "S55"),
    of=Every(of=(RECEPTOR_POSITIVE, Not(of=NEC, text="not a NEC"))),
)
PRRT_NOT_TO_COME = Definition(
    id="NO_PRRTFUT",
    text="absolute contraindication to PRRT, or four cycles given",
    sources=("clinical model §0", "X13", "ruling 33"),
    of=Some(of=(PRRT_CONTRAINDICATED, PRRT_COMPLETED)),
)
