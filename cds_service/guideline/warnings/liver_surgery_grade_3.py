"""W02: liver surgery in grade 3 disease."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.grade import G3
from cds_service.guideline.recommendation import line
from cds_service.guideline.shared_lines import GRADE_DIFFERS
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W02",
    slug="liver-surgery-grade-3",
    orders=(OrderKind.LIVER_SURGERY,),
    when=G3,
    indicator=Indicator.CRITICAL,
    open_indicator=Indicator.WARNING,
    title="Liver surgery ordered in grade 3 disease: source contraindicates",
    title_open="Liver surgery ordered, grade not certain: the source contraindicates it in grade 3",
    short="grade {grade}",
    lines=(
        line("Source: upfront surgery is contraindicated in grade 3 [S23, S54]. On record: {grade}; Ki-67 {ki67}."),
        GRADE_DIFFERS,
        line("Override: MDT decision after systemic response; grade re-classified."),
    ),
    sources=("S23", "S54", "D04", "ruling 34"),
)
