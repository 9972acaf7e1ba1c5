"""W06c: PRRT with a Ki-67 above 55 %."""

from cds_service.case.items.disease import KI67
from cds_service.case.items.predicates import above
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import GRADE_DIFFERS
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W06c",
    slug="prrt-ki67-above-55",
    orders=(OrderKind.PRRT,),
    when=above(KI67, 55),
    replaces=("W05e", "W06a", "W06b"),
    indicator=Indicator.WARNING,
    title="PRRT with Ki-67 {ki67}: poor results reported above 55 %",
    short="Ki-67 {ki67}",
    lines=(
        line("Source: outcome clearly better below 55 % [S42]; above 35 % the median PFS was 6.8 months [S44]."),
        line("Note: series report 4 to 6 months above 55 %; NETTER-2 went up to 55 % (D17). EU/UK label: G1–G2 (D15)."),
        GRADE_DIFFERS,
        line("Look for FDG-positive, receptor-negative lesions (D42)."),
    ),
    sources=("S42", "S44", "D15", "D17", "D42", "rulings 27, 34 and 46"),
    references=("NETTER-2, Singh Lancet 2024",),
    notes=("Never at patient-view: R19, with which W06 stands there, is not shown above 55 % (D17, X11).",),
)
