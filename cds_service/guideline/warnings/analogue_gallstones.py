"""W10: gallstones before a somatostatin analogue."""

from cds_service.case.items.organs import CHOLECYSTECTOMY, GALLSTONES
from cds_service.case.items.predicates import is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W10",
    slug="analogue-gallstones",
    orders=(OrderKind.LONG_ACTING_SSA,),
    when=is_true(GALLSTONES),
    unless=is_true(CHOLECYSTECTOMY),
    indicator=Indicator.WARNING,
    title="Gallstones on record before a somatostatin analogue",
    short="gallstones",
    lines=(
        line("Source: monitor for gallstones and their complications [S57, S58]. Gallstones: {gallstones}."),
        line("Note: ultrasound every 6–12 months or on symptoms; stop if complications are suspected (label; D34)."),
    ),
    sources=("S57", "S58", "D34"),
    references=("US labels of lanreotide and octreotide",),
)
