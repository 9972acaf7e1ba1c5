"""A row of a trap → the FHIR resource that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fhir_mappings.corpus.writing import SYSTEMS, Resource, clinical, coding

_SHORT = {
    "gm": "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
    "uicc": "https://www.uicc.org/resources/tnm",
    "site": "https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-fernmetastasen",
}
_GIVEN = {
    "net": {"condition": "sct 1288033004"},
    "liver": {"condition": "sct 94381002"},
}
_MORPHOLOGY = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior"
_CONCEPTS = frozenset({"bodySite", "method", "code"})


def resource_of(sent: str | Mapping[str, Any], name: str) -> Resource:
    """The resource; its id is `name` unless the row gives one."""
    row = {"id": name, **(_GIVEN[sent] if isinstance(sent, str) else sent)}
    kind = next(kind for kind in _KINDS if kind in row)
    return _KINDS[kind](row.pop(kind), row)


def concept_of(said: Any) -> Any:
    """A concept by one code, by several, or as FHIR with our short words for systems."""
    if isinstance(said, str):
        return {"coding": [coding(said, _SHORT)]}
    if isinstance(said, dict) and "coding" in said:
        return {**said, "coding": [_coding_of(one) for one in said["coding"]]}
    return said


def _coding_of(said: Any) -> Any:
    if isinstance(said, str):
        return coding(said, _SHORT)
    return {**said, "system": {**SYSTEMS, **_SHORT}.get(said["system"], said["system"])}


def _condition(code: Any, row: dict[str, Any]) -> Resource:
    found = {"resourceType": "Condition", "code": concept_of(code)}
    found |= clinical(row.pop("clinical", "active"), row.pop("verification", "confirmed"))
    if "morphology" in row:
        found["extension"] = [{"url": _MORPHOLOGY, "valueCodeableConcept": concept_of(row.pop("morphology"))}]
    if "bodySite" in row:
        found["bodySite"] = [concept_of(site) for site in row.pop("bodySite")]
    return found | row


def _observation(code: Any, row: dict[str, Any]) -> Resource:
    found = {"resourceType": "Observation", "status": row.pop("status", "final"), "code": concept_of(code)}
    day = row.pop("day", "2026-11-20")
    found |= {"effectiveDateTime": day} if day else {}
    if "focus" in row:
        found["focus"] = [{"reference": f"Condition/{row.pop('focus')}"}]
    if "answer" in row:
        found["valueCodeableConcept"] = concept_of(row.pop("answer"))
    if "high" in row:
        found["referenceRange"] = [{"high": {"value": row.pop("high"), "unit": row["unit"]}}]
    if "value" in row:
        found["valueQuantity"] = {"value": row.pop("value"), "unit": row.pop("unit")}
    for part in row.get("component", ()):
        part["code"] = concept_of(part["code"])
    return found | _spelt(row)


def _procedure(code: Any, row: dict[str, Any]) -> Resource:
    found = {"resourceType": "Procedure", "status": row.pop("status", "completed"), "code": concept_of(code)}
    return found | {"performedDateTime": row.pop("day", "2025-01-01")} | row


def _order(code: Any, row: dict[str, Any]) -> Resource:
    found = {"resourceType": "MedicationRequest", "status": row.pop("status", "active"), "intent": "order"}
    found |= {"medicationCodeableConcept": concept_of(code), "authoredOn": row.pop("day", "2026-08-01")}
    if "route" in row:
        found["dosageInstruction"] = [{"route": concept_of(row.pop("route"))}]
    return found | row


def _statement(code: Any, row: dict[str, Any]) -> Resource:
    found = {"resourceType": "MedicationStatement", "status": row.pop("status", "active")}
    return (
        found | {"medicationCodeableConcept": concept_of(code), "effectiveDateTime": row.pop("day", "2026-08-01")} | row
    )


def _dose(code: Any, row: dict[str, Any]) -> Resource:
    return {**_statement(code, {"status": "completed", **row}), "resourceType": "MedicationAdministration"}


def _allergy(code: Any, row: dict[str, Any]) -> Resource:
    system = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
    verification = {"coding": [{"system": system, "code": row.pop("verification", "confirmed")}]}
    return {"resourceType": "AllergyIntolerance", "code": concept_of(code), "verificationStatus": verification} | row


def _other(kind: str, row: dict[str, Any]) -> Resource:
    return {"resourceType": kind, **_spelt(row)}


def _spelt(row: dict[str, Any]) -> dict[str, Any]:
    """The elements with their concepts written out, also those inside other elements."""
    found = {name: concept_of(value) if name in _CONCEPTS else value for name, value in row.items()}
    return {
        name: [_spelt(one) for one in value]
        if name == "condition"
        else _spelt(value)
        if name == "collection"
        else value
        for name, value in found.items()
    }


_KINDS = {
    "resource": _other,
    "observation": _observation,
    "procedure": _procedure,
    "order": _order,
    "statement": _statement,
    "dose": _dose,
    "allergy": _allergy,
    "condition": _condition,
}
