"""Items → the FHIR searches that can show them, one per prefetch key (case-representation §6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from cds_service.case.items.dictionary import BY_NAME
from fhir_mappings.readers import READERS

REQUIRED = ("patient", "conditions", "observations")

# One occurrence per search parameter and no token but context.patientId: real clients mishandle the rest.
TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "patient": "Patient/{{context.patientId}}",
        "conditions": "Condition?patient={{context.patientId}}&_count=200",
        "observations": (
            "Observation?patient={{context.patientId}}"
            "&category=laboratory,imaging,procedure,exam,survey,social-history,therapy,activity,vital-signs"
            "&_sort=-date&_count=500"
        ),
        "procedures": "Procedure?patient={{context.patientId}}&_sort=-date&_count=200",
        "medicationRequests": "MedicationRequest?patient={{context.patientId}}&_count=200",
        "medicationStatements": "MedicationStatement?patient={{context.patientId}}&_count=200",
        "medicationAdministrations": (
            "MedicationAdministration?patient={{context.patientId}}&_sort=-effective-time&_count=200"
        ),
        "diagnosticReports": "DiagnosticReport?patient={{context.patientId}}&_sort=-date&_count=100",
        "allergies": "AllergyIntolerance?patient={{context.patientId}}&_count=100",
    }
)


def prefetch_for(items: Iterable[str]) -> dict[str, str]:
    """The templates, in the order of `TEMPLATES`, of every list that shows one of the items (by name)."""
    wanted = frozenset(items)
    lists = set(REQUIRED)
    for reader in READERS:
        if wanted.intersection(reader.items):
            lists.update(reader.lists)
    for name in wanted:
        lists.update(BY_NAME[name].lists)
    return {key: template for key, template in TEMPLATES.items() if key in lists}
