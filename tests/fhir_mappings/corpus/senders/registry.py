"""A registry's flat feed: variables and answers of its own only, numbers as text, nothing standard but the envelope."""

from __future__ import annotations

from typing import Any

from tests.fhir_mappings.corpus.senders.dialect import Dialect
from tests.fhir_mappings.corpus.writing import UNITS, Resource, Told, concept, normal, plain

SYSTEMS = {"var": "https://netregistry.example/variables", "ans": "https://netregistry.example/answers"}


def patient(told: Told, identity: str) -> Resource:
    """A pseudonym and the year and month of birth."""
    return {
        "resourceType": "Patient",
        "id": identity,
        "identifier": [{"system": "https://netregistry.example/pseudonym", "value": "P-7781"}],
        "gender": told["gender"],
        "birthDate": str(told["born"]),
    }


def condition(told: Told, identity: str) -> list[Resource]:
    """One code per disease row, statuses left out; the tumour row says site, the morphology is a variable."""
    kind = told["condition"]
    found: list[Resource] = [
        {
            "resourceType": "Condition",
            "id": identity,
            "code": concept(f"var DX-{kind}", systems=SYSTEMS),
            "recordedDate": str(told["day"]),
        }
    ]
    if kind == "net" and "histology" in told:
        found += observation(
            {"observation": "morphology", "value": told["histology"], "day": told["day"]}, f"{identity}-m"
        )
    return found


def observation(told: Told, identity: str) -> list[Resource]:
    """Every variable is an Observation with a local answer or a text."""
    kind = told["observation"]
    resource: Resource = {
        "resourceType": "Observation",
        "id": identity,
        "status": told.get("status", "final"),
        "code": concept(f"var {kind.upper()}", systems=SYSTEMS),
        "effectiveDateTime": str(told["day"]),
        **_value(kind, told["value"]),
    }
    if "specimen" in told:
        resource["bodySite"] = concept(f"ans site-{told['specimen']}", systems=SYSTEMS)
    high = normal(kind, ucum=False)
    return [{**resource, "referenceRange": high} if high else resource]


def _value(kind: str, value: Any) -> Resource:
    if isinstance(value, bool):
        return {"valueCodeableConcept": concept(f"ans {int(value)}", systems=SYSTEMS)}
    if kind == "ki67" or (kind in UNITS and isinstance(value, str)):
        return {"valueString": f"{value} {UNITS[kind]}".replace("<", "< ")}
    if kind in UNITS or kind == "child-pugh":
        return plain(kind, value, "ans", ucum=False)
    return {"valueCodeableConcept": concept(f"ans {kind}-{value}", systems=SYSTEMS)}


def procedure(told: Told, identity: str) -> list[Resource]:
    """A treatment row."""
    return [
        {
            "resourceType": "Procedure",
            "id": identity,
            "status": told.get("status", "completed"),
            "code": concept(f"var TX-{told['procedure']}", systems=SYSTEMS),
            "performedDateTime": str(told["day"]),
        }
    ]


def medicine(told: Told, identity: str) -> list[Resource]:
    """Drug rows; a registry knows statements and doses."""
    found = []
    for index, day in enumerate(told["day"] if isinstance(told["day"], list) else [told["day"]]):
        code = concept(f"var RX-{told['medicine']}", systems=SYSTEMS)
        resource: Resource = {"id": f"{identity}-{index}", "medicationCodeableConcept": code}
        if told["how"] == "given":
            resource |= {
                "resourceType": "MedicationAdministration",
                "status": "completed",
                "effectiveDateTime": str(day),
            }
        else:
            resource |= {"resourceType": "MedicationRequest", "status": told.get("status", "active"), "intent": "order"}
            resource["authoredOn"] = str(day)
        found.append(resource)
    return found


def allergy(told: Told, identity: str) -> list[Resource]:
    """An allergy row."""
    return [
        {
            "resourceType": "AllergyIntolerance",
            "id": identity,
            "code": concept(f"var RX-{told['allergy']}", systems=SYSTEMS),
        }
    ]


DIALECT = Dialect(
    name="registry",
    patient=patient,
    condition=condition,
    observation=observation,
    procedure=procedure,
    medicine=medicine,
    allergy=allergy,
)
