"""What the two order services have in common: the same knowledge, asked at two moments."""

from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import all_criteria
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.warning import warning_criteria
from cds_service.guideline.warnings import WARNINGS
from cds_service.logic.criterion import tests

_CRITERIA = (
    *(criterion for one in RECOMMENDATIONS for criterion in all_criteria(one)),
    *(criterion for one in WARNINGS for criterion in warning_criteria(one)),
)
ORDER_ITEMS = frozenset(
    (
        *(test.item for criterion in _CRITERIA for test in tests(criterion)),
        *(item for question in QUESTIONS for item in question.items),
    )
)
"""Names of the items that warnings, recommendations and questions read at an order."""

ORDER_REQUIREMENTS = (
    "FHIR R4. Needs the prefetch keys patient, conditions and observations, or a fhirServer and token to read them; "
    "with procedures, medicationRequests and allergies it warns more surely. Drafts that it does not recognise raise "
    "nothing."
)
