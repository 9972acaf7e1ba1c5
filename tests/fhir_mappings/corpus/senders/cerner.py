"""A Millennium-style server: proprietary coding first, contained resources, beside each fact one entered in error."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from tests.fhir_mappings.corpus.senders import epic, mcode
from tests.fhir_mappings.corpus.senders.dialect import Dialect
from tests.fhir_mappings.corpus.writing import (
    OBSERVATIONS,
    UNITS,
    Resource,
    Told,
    clinical,
    coding,
    concept,
    is_range,
    normal,
    plain,
)

_CODE_SET = "https://fhir.cerner.example/ec2458f2/codeSet"
_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_UNITS: dict[str, tuple[float, str]] = {
    "platelets": (1, "thousand/uL"),
    "wbc": (1, "x10(3)/mcL"),
    "anc": (1, "x10(9)/L"),
    "hiaa": (1, "umol/d"),
}


def condition(told: Told, identity: str) -> list[Resource]:
    """SNOMED as the user chose it, ICD-10-CM beside it, no stage, site or extension of oncology; and a row in error."""
    kind = epic.of_histology(told)
    codes = [{"system": f"{_CODE_SET}/29223", "code": f"1{identity}", "userSelected": False}]
    codes += [coding(one, userSelected=one.startswith("sct")) for one in epic.CONDITIONS[kind]]
    resource: Resource = {
        "resourceType": "Condition",
        "id": identity,
        "extension": [
            {"url": "https://fhir-ehr.cerner.example/r4/StructureDefinition/custom-attribute", "extension": []}
        ],
        **clinical(told.get("clinical", "active")),
        "category": [epic.concept_of("condition-category", "problem-list-item")],
        "code": {"coding": codes, "text": kind},
        "onsetDateTime": str(told["day"]),
        "severity": {"text": "severe"},
    }
    if kind == "nec":
        resource["bodySite"] = [concept("sct 60184004")]
    wrong: Resource = {
        "resourceType": "Condition",
        "id": f"{identity}-err",
        **clinical("active", "entered-in-error"),
        "code": concept("cm C7A.090", "cm C79.31", "cm I81", "cm Z33.1"),
    }
    return [wrong, resource]


def observation(told: Told, identity: str) -> list[Resource]:
    """The amended result, an entered-in-error one of the same day, and an absent one of a later day."""
    kind, value = told["observation"], told["value"]
    resource: Resource = {
        "resourceType": "Observation",
        "id": identity,
        "meta": {"versionId": "3"},
        "status": told.get("status", "amended"),
        "category": [epic.concept_of("observation-category", "laboratory")],
        "code": {
            "coding": [
                {"system": f"{_CODE_SET}/72", "code": f"72{len(kind)}", "userSelected": True},
                coding(OBSERVATIONS[kind]),
            ]
        },
        "effectiveDateTime": f"{told['day']}T13:20:00.000Z",
        **_value(kind, value),
    }
    if "specimen" in told:
        resource["contained"] = [{"resourceType": "Specimen", "id": "spec", "type": {"text": told["specimen"]}}]
        resource["specimen"] = {"reference": "#spec"}
    high = normal(kind, _UNITS, ucum=False)
    resource |= {"referenceRange": high} if high else {}
    wrong = {**deepcopy(resource), "id": f"{identity}-err", "status": "entered-in-error"}
    wrong = {key: one for key, one in wrong.items() if not key.startswith("value")} | {"valueInteger": 1}
    absent = {key: one for key, one in deepcopy(resource).items() if not key.startswith("value")}
    absent |= {"id": f"{identity}-abs", "effectiveDateTime": "2026-11-23T06:00:00.000Z", "status": "final"}
    absent["dataAbsentReason"] = {"coding": [{"system": _ABSENT, "code": "error"}]}
    return [wrong, resource, absent]


def _value(kind: str, value: Any) -> Resource:
    if (kind, value) in mcode.ANSWERS and kind not in {"response", "who-grade"}:
        own = {"system": f"{_CODE_SET}/14003", "code": "9"}
        return {"valueCodeableConcept": {"coding": [own, coding(mcode.ANSWERS[kind, value])]}}
    if isinstance(value, bool):
        return {"valueCodeableConcept": concept(f"val {'yes' if value else 'no'}")}
    if is_range(kind, value):
        return {"valueString": f"{value}%"}
    if isinstance(value, int) and kind not in UNITS:
        return {"valueQuantity": {"value": value, "unit": "score"}}
    return plain(kind, value, "val", _UNITS, ucum=kind not in _UNITS)


def procedure(told: Told, identity: str) -> list[Resource]:
    """The procedure, and another that was not done."""
    done = mcode.procedure(told, identity)[0]
    done.pop("extension")
    never = {
        **done,
        "id": f"{identity}-not",
        "status": "not-done",
        "code": concept("sct 26390003", "sct 764677008", "sct 18027006"),
    }
    return [never, done]


def medicine(told: Told, identity: str) -> list[Resource]:
    """Multum first, RxNorm behind it; and an order of another drug that was cancelled."""
    found = epic.medicine(told, identity)
    drug = found.pop()["code"]
    drug["coding"].insert(0, {"system": "http://multum.example/MMDC", "code": "d00000"})
    for one in found:
        one.pop("medicationReference")
        one["medicationCodeableConcept"] = drug
    cancelled: Resource = {
        "resourceType": "MedicationRequest",
        "id": f"{identity}-x",
        "status": "cancelled",
        "intent": "order",
        "medicationCodeableConcept": concept("rx 1999687", "rx 898589", "rx 11289"),
        "authoredOn": "2026-11-01",
    }
    return [cancelled, *found]


DIALECT = Dialect(
    name="cerner",
    patient=epic.patient,
    condition=condition,
    observation=observation,
    procedure=procedure,
    medicine=medicine,
    allergy=epic.allergy,
)
