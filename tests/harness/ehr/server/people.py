"""Two invented people, p1 and p2, and what an EHR holds of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Resource = Mapping[str, Any]

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"


def concept(system: str, code: str) -> dict[str, Any]:
    """A concept of one coding."""
    return {"coding": [{"system": system, "code": code}]}


def patient(identifier: str, family: str, born: str) -> Resource:
    """A person."""
    return {
        "resourceType": "Patient",
        "id": identifier,
        "identifier": [{"system": "urn:oid:1.2.3", "value": f"mrn-{identifier}"}],
        "active": True,
        "name": [{"family": family, "given": ["Ann", "B"]}],
        "gender": "female",
        "birthDate": born,
        "managingOrganization": {"reference": "Organization/o1"},
    }


def observation(identifier: str, of: str, code: str, when: str, category: str = "laboratory") -> Resource:
    """A value, measured then."""
    return {
        "resourceType": "Observation",
        "id": identifier,
        "status": "final",
        "category": [concept(_CATEGORY, category)],
        "code": concept(LOINC, code),
        "subject": {"reference": f"Patient/{of}"},
        "effectiveDateTime": when,
        "valueQuantity": {"value": 1, "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"},
    }


def condition(identifier: str, of: str, clinical: str) -> Resource:
    """A disease."""
    return {
        "resourceType": "Condition",
        "id": identifier,
        "clinicalStatus": concept(_CLINICAL, clinical),
        "code": concept(SNOMED, "44054006"),
        "subject": {"reference": f"Patient/{of}"},
        "onsetPeriod": {"start": "2020-03", "end": "2024-05-06"},
        "recordedDate": "2024-02-29",
    }


def order(identifier: str, of: str) -> Resource:
    """A medicine that is ordered, and what it is."""
    return {
        "resourceType": "MedicationRequest",
        "id": identifier,
        "status": "active",
        "intent": "order",
        "medicationReference": {"reference": "Medication/m1"},
        "subject": {"reference": f"Patient/{of}"},
        "authoredOn": "2026-01-02",
    }


PEOPLE: tuple[Resource, ...] = (
    patient("p1", "Toý", "1950-02-03"),
    patient("p2", "Doe", "1961-04"),
    observation("k1", "p1", "85337-4", "2026-01-10"),
    observation("k2", "p1", "4548-4", "2026-03-05T23:30:00-02:00"),
    observation("k3", "p1", "4548-4", "2026-06"),
    observation("k4", "p1", "8302-2", "2025", "vital-signs"),
    observation("x1", "p2", "4548-4", "2026-03-05"),
    observation("x2", "p2", "4548-4", "2026-04-05"),
    condition("c1", "p1", "active"),
    condition("c2", "p1", "resolved"),
    condition("d1", "p2", "active"),
    order("r1", "p1"),
    {"resourceType": "Medication", "id": "m1", "code": concept(SNOMED, "1")},
    {"resourceType": "Organization", "id": "o1", "name": "Invented Hospital"},
)
