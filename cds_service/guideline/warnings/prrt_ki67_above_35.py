"""W06a: PRRT with a Ki-67 above 35 %."""

from cds_service.case.items.disease import KI67
from cds_service.case.items.predicates import above
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.prrt_order import PRRT_OFFERED_IN_NET_G3
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import GRADE_DIFFERS_AT_PRRT
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W06a",
    slug="prrt-ki67-above-35",
    orders=(OrderKind.PRRT,),
    # of an interval the most severe that is certain (ruling 46): "> 50 %" is this one
    when=above(KI67, 35),
    at_patient_view=PRRT_OFFERED_IN_NET_G3,
    replaces=("W05e",),
    indicator=Indicator.WARNING,
    title="PRRT with Ki-67 {ki67}: short benefit reported above 35 %",
    short="Ki-67 {ki67}",
    lines=(
        line("Source: above 35 % the median PFS was 6.8 months [S44], in a small series (D18). Here: {ki67}."),
        line("Note: NETTER-2 (up to 55 %) 22.8 versus 8.5 months overall (D18). EU/UK label: G1–G2 (D15)."),
        GRADE_DIFFERS_AT_PRRT,
        line("Look for FDG-positive, receptor-negative lesions (D42)."),
    ),
    sources=("S44", "D15", "D18", "D42", "A16", "rulings 27, 34 and 46"),
    references=("NETTER-2, Singh Lancet 2024", "Nicolini EJNMMI 2018 (to be verified)"),
)
