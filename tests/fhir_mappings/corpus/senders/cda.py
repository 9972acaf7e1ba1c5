"""A CDA document converted to FHIR: every system an OID, null flavours first, what is meant as translations."""

from __future__ import annotations

from typing import Any

from tests.fhir_mappings.corpus.senders import epic, mcode
from tests.fhir_mappings.corpus.senders.dialect import Dialect
from tests.fhir_mappings.corpus.writing import OBSERVATIONS, Resource, Told, clinical, coding, is_range, normal, plain

_SYSTEMS = {
    "sct": "urn:oid:2.16.840.1.113883.6.96",
    "loinc": "urn:oid:2.16.840.1.113883.6.1",
    "cm": "urn:oid:2.16.840.1.113883.6.90",
    "rx": "urn:oid:2.16.840.1.113883.6.88",
    "cpt": "urn:oid:2.16.840.1.113883.6.12",
    "ncit": "urn:oid:2.16.840.1.113883.3.26.1.1",
    "icdo": "urn:oid:2.16.840.1.113883.6.43.1",
}
_NULL = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
_UNITS: dict[str, tuple[float, str]] = {
    "platelets": (1, "10*3/uL"),
    "wbc": (1, "10*3/uL"),
    "anc": (1000, "/uL"),
    "weight": (2.20462, "[lb_av]"),
}
_UNITS |= {"albumin": (0.1, "g/dL"), "hiaa": (0.19117, "mg/(24.h)")}
_MORPHOLOGY = {
    "g1": "icdo 8240/3",
    "g2": "icdo 8249/3",
    "g3": "sct 1286772002",
    "nec": "icdo 8246/3",
    "minen": "icdo 8244/3",
}


def _translated(*texts: str, text: str) -> Resource:
    """The null flavour first, then the translations, as CDA converters write them."""
    return {"coding": [{"system": _NULL, "code": "OTH"}, *(coding(one, _SYSTEMS) for one in texts)], "text": text}


def condition(told: Told, identity: str) -> list[Resource]:
    """A problem observation; undotted ICD-10-CM, the morphology in a result of the document."""
    kind = told["condition"]
    codes = ("cm C7A.025",) if kind == "net" else epic.CONDITIONS[kind]
    codes = tuple(one.replace(".", "") if one.startswith("cm ") else one for one in codes)
    resource: Resource = {
        "resourceType": "Condition",
        "id": identity,
        **clinical(told.get("clinical", "active")),
        "category": [epic.concept_of("condition-category", "problem-list-item")],
        "code": _translated(*codes, text=kind),
        "onsetPeriod": {
            "start": str(told["day"]),
            "_end": {
                "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/iso21090-nullFlavor", "valueCode": "NI"}]
            },
        },
    }
    if kind != "net" or "histology" not in told:
        return [resource]
    histology: Resource = {
        "resourceType": "Observation",
        "id": f"{identity}-histology",
        "status": "final",
        "code": _translated("loinc 59847-4", text="Histology"),
        "effectiveDateTime": str(told["day"]),
        "valueCodeableConcept": _translated(_MORPHOLOGY[told["histology"]], text=told["histology"]),
    }
    return [resource, histology]


def observation(told: Told, identity: str) -> list[Resource]:
    """A result with effectivePeriod, interpretation codes and translated answers."""
    kind, value = told["observation"], told["value"]
    code = mcode.CODES.get(kind, OBSERVATIONS[kind])
    resource: Resource = {
        "resourceType": "Observation",
        "id": identity,
        "status": told.get("status", "final"),
        "code": _translated(code, text=kind),
        "effectivePeriod": {"start": f"{told['day']}T07:00:00-05:00", "end": f"{told['day']}T07:30:00-05:00"},
        "interpretation": [{"coding": [{"system": "urn:oid:2.16.840.1.113883.5.83", "code": "N"}]}],
        **_value(kind, value),
    }
    if "specimen" in told:
        resource["specimen"] = {"reference": "#sp"}
        resource["contained"] = [{"resourceType": "Specimen", "id": "sp", "type": {"text": told["specimen"]}}]
    high = normal(kind, _UNITS)
    return [{**resource, "referenceRange": high} if high else resource]


def _value(kind: str, value: Any) -> Resource:
    if (kind, value) in mcode.ANSWERS:
        return {"valueCodeableConcept": _translated(mcode.ANSWERS[kind, value], text=str(value))}
    if is_range(kind, value):
        low, high = ({"value": float(bound), "unit": "%"} for bound in value.split("-"))
        return {"valueRange": {"low": low, "high": high}}
    return plain(kind, value, "val", _UNITS)


def procedure(told: Told, identity: str) -> list[Resource]:
    """A procedure activity."""
    return [
        {
            "resourceType": "Procedure",
            "id": identity,
            "status": told.get("status", "completed"),
            "code": _translated(mcode.PROCEDURES[told["procedure"]], text=told["procedure"]),
            "performedPeriod": {"start": str(told["day"])},
        }
    ]


def medicine(told: Told, identity: str) -> list[Resource]:
    """Medication activities, the drug contained in each."""
    found = []
    for index, day in enumerate(told["day"] if isinstance(told["day"], list) else [told["day"]]):
        drug = {
            "resourceType": "Medication",
            "id": "m",
            "code": _translated(epic.MEDICINES[told["medicine"]], text="drug"),
        }
        resource: Resource = {
            "id": f"{identity}-{index}",
            "contained": [drug],
            "medicationReference": {"reference": "#m"},
        }
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
    """An allergy whose code is a null flavour and whose substance stands in the reaction."""
    code = {"octreotide": "rx 7617", "lanreotide": "rx 68092"}[told["allergy"]]
    return [{"resourceType": "AllergyIntolerance", "id": identity, "code": _translated(code, text=told["allergy"])}]


DIALECT = Dialect(
    name="cda",
    patient=epic.patient,
    condition=condition,
    observation=observation,
    procedure=procedure,
    medicine=medicine,
    allergy=allergy,
    cannot=frozenset({"minen"}),
)
