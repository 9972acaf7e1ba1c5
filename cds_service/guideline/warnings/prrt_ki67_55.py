"""W06b: PRRT with a Ki-67 of 55 %, where series disagree."""

from cds_service.case.items.disease import KI67
from cds_service.case.items.predicates import at_least
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.prrt_order import PRRT_OFFERED_IN_NET_G3
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import GRADE_DIFFERS_AT_PRRT
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W06b",
    slug="prrt-ki67-55",
    orders=(OrderKind.PRRT,),
    # 55 exactly; above it W06c replaces this one (ruling 27)
    when=at_least(KI67, 55),
    at_patient_view=PRRT_OFFERED_IN_NET_G3,
    replaces=("W05e", "W06a"),
    indicator=Indicator.WARNING,
    title="PRRT with Ki-67 {ki67}: the boundary at 55 %, on which series disagree",
    short="Ki-67 {ki67}",
    lines=(
        line("Source: outcome clearly better below 55 % [S42], not met by {ki67}; above 35 % PFS 6.8 months [S44]."),
        line("Note: one series counts 55 as poor; two others and NETTER-2 as good (D17). EU/UK label: G1–G2 (D15)."),
        GRADE_DIFFERS_AT_PRRT,
        line("Look for FDG-positive, receptor-negative lesions (D42)."),
    ),
    sources=("S42", "S44", "D15", "D17", "D42", "A16", "rulings 27, 34 and 46"),
    references=("NETTER-2, Singh Lancet 2024",),
)
