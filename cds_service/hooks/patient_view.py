"""The service `net-patient-view`: advice when a clinician opens the chart."""

from cds_service.guideline.recommendation import all_criteria
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.hooks.service import Service
from cds_service.logic.criterion import tests
from fhir_mappings.prefetch import REQUIRED, prefetch_for

_ITEMS = frozenset(
    test.item
    for recommendation in RECOMMENDATIONS
    for criterion in all_criteria(recommendation)
    for test in tests(criterion)
)

PATIENT_VIEW = Service(
    id="net-patient-view",
    hook="patient-view",
    title="Stage IV sigmoid NET: treatment guidance",
    description=(
        "For adults with a neuroendocrine tumour of the sigmoid colon and liver metastases: what the guidance supports "
        "and why, and exactly the facts that would change it. Silent for everybody else."
    ),
    usage_requirements=(
        "FHIR R4. Needs the prefetch keys patient, conditions and observations, or a fhirServer and token to read "
        "them; the other keys are optional, and what only they could show stays open."
    ),
    required=REQUIRED,
    prefetch=prefetch_for(_ITEMS),
)
