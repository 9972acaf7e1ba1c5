"""W22: specimens, or a report and its Ki-67, that give different grades."""

from cds_service.guideline.definitions.grade import GRADE_CONFLICT
from cds_service.guideline.recommendation import ALWAYS, line
from cds_service.guideline.warning import Indicator, SafetyWarning

WARNING = SafetyWarning(
    id="W22",
    slug="grade-differs",
    orders=(),  # at an order it is a line of W02, W03 and W06 (ruling 34)
    at_patient_view=ALWAYS,
    when=GRADE_CONFLICT,
    indicator=Indicator.WARNING,
    title="Grade differs between specimens or reports ({lowerGrade} vs {grade}): higher grade used",
    short="grade {lowerGrade} vs {grade}",
    lines=(
        line("{lowerGrade} versus {grade}."),
        line("Ask pathology or the MDT which represents the current disease; the higher grade drives safety rules."),
    ),
    sources=("clinical model §4.5", "rulings 21, 34 and 47"),
)
