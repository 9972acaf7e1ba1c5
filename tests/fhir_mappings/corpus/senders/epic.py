"""A US hospital with US Core profiles: vendor codes beside SNOMED, ICD-10-CM, LOINC and RxNorm; labs in UCUM."""

from __future__ import annotations

from typing import Any

from tests.fhir_mappings.corpus.senders.dialect import Dialect
from tests.fhir_mappings.corpus.writing import OBSERVATIONS, Resource, Told, clinical, coding, concept, normal, plain

_LOCAL = "urn:oid:1.2.840.114350.1.13.777.2.7.2.768282"
_BASE = "https://epic.example.org/api/FHIR/R4"

CONDITIONS: dict[str, tuple[str, ...]] = {
    "net": ("sct 123691000119104", "cm C7A.025"),
    "net-well": ("sct 1288033004", "cm C7A.025"),
    "nec": ("cm C7A.1", "sct 721697000"),
    "liver-metastases": ("sct 94381002", "cm C7B.02"),
    "bone-metastases": ("cm C7B.03", "sct 94222008"),
    "peritoneal-metastases": ("cm C7B.04",),
    "carcinoid-syndrome": ("sct 35868009", "cm E34.09"),
    "carcinoid-heart": ("cm E34.01",),
    "ascites": ("cm R18.8",),
    "encephalopathy": ("cm K76.82",),
    "portal-vein-thrombosis": ("cm I81",),
    "gallstones": ("cm K80.20",),
    "av-block": ("cm I44.2",),
    "pregnancy": ("cm Z33.1",),
}
MEDICINES: dict[str, str] = {
    "lanreotide": "rx 68092",
    "octreotide-lar": "rx 898589",
    "octreotide-short": "rx 312068",
    "lutathera": "rx 1999687",
    "everolimus": "rx 845507",
    "capecitabine": "rx 200328",
    "temozolomide": "rx 317160",
    "etoposide": "rx 310248",
    "carboplatin": "rx 597195",
    "cabozantinib": "rx 1363268",
    "warfarin": "rx 11289",
    "metoprolol": "rx 6918",
    "insulin": "rx 274783",
}
PROCEDURES: dict[str, str] = {
    "colectomy": "cpt 44140",
    "tare": "cpt 79445",
    "cholecystectomy": "cpt 47562",
    "tumor-board": "ncit C93304",
}
_ANSWERS: dict[tuple[str, Any], str] = {
    ("stage", "IV"): "sct 1222837003",
    ("m-category", "M1a"): "sct 1229904003",
    ("m-category", "M1c"): "sct 1229910003",
    ("pregnancy", "pregnant"): "sct 77386006",
}
_SURVEY = frozenset({"ecog", "karnofsky", "goal", "pregnancy"})


def patient(told: Told, identity: str) -> Resource:
    """US Core patient with race and birth-sex extensions."""
    return {
        "resourceType": "Patient",
        "id": identity,
        "extension": [{"url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex", "valueCode": "F"}],
        "identifier": [{"system": "urn:oid:1.2.840.114350.1.13.777.2.7.5.737384.14", "value": "E-100"}],
        "active": True,
        "name": [{"use": "official", "family": "Example", "given": ["Case"]}],
        "gender": told["gender"],
        "birthDate": str(told["born"]),
        "deceasedBoolean": bool(told.get("deceased", False)),
    }


def condition(told: Told, identity: str) -> list[Resource]:
    """The problem-list row, and the same disease again as an encounter diagnosis."""
    kind = of_histology(told)
    resource: Resource = {
        "resourceType": "Condition",
        "id": identity,
        **clinical(told.get("clinical", "active")),
        "category": [concept_of("condition-category", "problem-list-item")],
        "code": {"coding": [{"system": _LOCAL, "code": f"L{identity}"}, *(coding(one) for one in CONDITIONS[kind])]},
        "onsetDateTime": str(told["day"]),
        "recordedDate": str(told["day"]),
    }
    if kind == "nec":
        resource["bodySite"] = [concept("sct 60184004")]
    encounter = {
        **resource,
        "id": f"{identity}-enc",
        "category": [concept_of("condition-category", "encounter-diagnosis")],
    }
    encounter.pop("verificationStatus")
    return [resource, encounter]


def of_histology(told: Told) -> str:
    """The diagnosis that a code of the problem list can tell: carcinoma, well differentiated, or neither."""
    if told["condition"] != "net" or "histology" not in told:
        return str(told["condition"])
    return "nec" if told["histology"] == "nec" else "net-well"


def observation(told: Told, identity: str) -> list[Resource]:
    """LOINC or our code behind the vendor's own; values as UCUM quantities, coded answers, text for path results."""
    kind = told["observation"]
    resource: Resource = {
        "resourceType": "Observation",
        "id": identity,
        "status": told.get("status", "final"),
        "category": [concept_of("observation-category", "survey" if kind in _SURVEY else "laboratory")],
        "code": {"coding": [{"system": _LOCAL, "code": f"C-{kind}"}, coding(OBSERVATIONS[kind])], "text": kind.upper()},
        "effectiveDateTime": f"{told['day']}T14:05:00Z",
        "issued": f"{told['day']}T16:30:00Z",
        **_value(kind, told["value"]),
    }
    if "specimen" in told:
        resource["specimen"] = {"reference": f"Specimen/{told['specimen']}", "display": told["specimen"]}
    return [{**resource, "referenceRange": normal(kind)} if normal(kind) else resource]


def _value(kind: str, value: Any) -> Resource:
    if kind == "ki67" and isinstance(value, str):
        return {"valueString": f"{value}%"}
    if (kind, value) in _ANSWERS:
        return {"valueCodeableConcept": concept(_ANSWERS[kind, value], text=str(value))}
    return plain(kind, value, "val")


def procedure(told: Told, identity: str) -> list[Resource]:
    """Coded by CPT and the vendor; radioembolisation names yttrium in usedCode only by text."""
    kind = told["procedure"]
    resource: Resource = {
        "resourceType": "Procedure",
        "id": identity,
        "status": told.get("status", "completed"),
        "code": {"coding": [{"system": _LOCAL, "code": f"P-{kind}"}, coding(PROCEDURES[kind])], "text": kind},
        "performedPeriod": {"start": f"{told['day']}T08:00:00Z", "end": f"{told['day']}T11:00:00Z"},
    }
    if kind == "tare":
        resource["code"]["coding"].append(coding("sct 764677008"))
    return [resource]


def medicine(told: Told, identity: str) -> list[Resource]:
    """Orders and administrations that refer to a Medication resource of the same list."""
    name, found = told["medicine"], []
    drug = {"resourceType": "Medication", "id": f"{identity}-med", "code": concept(MEDICINES[name], text=name)}
    for index, day in enumerate(told["day"] if isinstance(told["day"], list) else [told["day"]]):
        resource: Resource = {
            "id": f"{identity}-{index}",
            "medicationReference": {"reference": f"Medication/{drug['id']}"},
        }
        if told["how"] == "given":
            resource |= {"resourceType": "MedicationAdministration", "status": told.get("status", "completed")}
            resource["effectiveDateTime"] = f"{day}T09:30:00Z"
        else:
            resource |= {"resourceType": "MedicationRequest", "status": told.get("status", "active"), "intent": "order"}
            resource |= {"authoredOn": f"{day}T09:30:00Z", "reportedBoolean": False}
        found.append(resource)
    return [*found, drug]


def allergy(told: Told, identity: str) -> list[Resource]:
    """An allergy by RxNorm ingredient."""
    code = {"octreotide": "rx 7617", "lanreotide": "rx 68092"}[told["allergy"]]
    return [{"resourceType": "AllergyIntolerance", "id": identity, **_allergy_status(), "code": concept(code)}]


def _allergy_status() -> Resource:
    base = "http://terminology.hl7.org/CodeSystem/allergyintolerance-"
    return {
        "clinicalStatus": {"coding": [{"system": f"{base}clinical", "code": "active"}]},
        "verificationStatus": {"coding": [{"system": f"{base}verification", "code": "confirmed"}]},
    }


def concept_of(system: str, code: str) -> Resource:
    """A concept of an HL7 code system."""
    return {"coding": [{"system": f"http://terminology.hl7.org/CodeSystem/{system}", "code": code}]}


DIALECT = Dialect(
    name="epic",
    patient=patient,
    condition=condition,
    observation=observation,
    procedure=procedure,
    medicine=medicine,
    allergy=allergy,
)
