"""An oncology system with mCODE STU 4: morphology extension, TNM with components, tumour markers, focus and method."""

from __future__ import annotations

from typing import Any

from tests.fhir_mappings.corpus.senders.dialect import Dialect
from tests.fhir_mappings.corpus.senders.epic import allergy, concept_of
from tests.fhir_mappings.corpus.writing import (
    OBSERVATIONS,
    REFERENCE_HIGH,
    UNITS,
    Resource,
    Told,
    clinical,
    concept,
    is_range,
    normal,
    plain,
    quantity,
)

_MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition"
_MORPHOLOGY = {
    "g1": "icdo 8240/3", "g2": "icdo 8249/3", "g3": "sct 1286772002", "nec": "icdo 8246/3", "minen": "icdo 8244/3",
    "none": "sct 128928004",
}  # fmt: skip
_SITES = {"liver-metastases": "sct 10200004", "bone-metastases": "icdo C41.9", "peritoneal-metastases": "icdo C48.2"}
_SECONDARY = {
    "liver-metastases": "sct 94381002",
    "bone-metastases": "sct 94222008",
    "peritoneal-metastases": "sct 94627008",
}
_OTHER = {
    "carcinoid-syndrome": "sct 35868009",
    "carcinoid-heart": "sct 36222008",
    "ascites": "sct 389026000",
    "encephalopathy": "sct 13920009",
    "portal-vein-thrombosis": "sct 17920008",
    "gallstones": "sct 235919008",
    "av-block": "sct 27885002",
    "pregnancy": "sct 77386006",
}
MEDICINES = {
    "lanreotide": "rx 749811",
    "octreotide-lar": "rx 898591",
    "octreotide-short": "rx 312069",
    "lutathera": "rx 1999682",
    "everolimus": "rx 141704",
    "capecitabine": "rx 194000",
    "temozolomide": "rx 37776",
    "etoposide": "rx 4179",
    "carboplatin": "rx 40048",
    "cabozantinib": "rx 1363268",
    "warfarin": "rx 11289",
    "metoprolol": "rx 6918",
    "insulin": "rx 274783",
}
PROCEDURES = {
    "colectomy": "sct 84604002",
    "tare": "sct 764677008",
    "cholecystectomy": "sct 45595009",
    "tumor-board": "ncit C93304",
}
ANSWERS: dict[tuple[str, Any], str] = {
    ("response", "PD"): "sct 271299001",
    ("response", "SD"): "sct 359746009",
    ("response", "PR"): "sct 268910001",
    ("differentiation", "well"): "sct 373375007",
    ("differentiation", "poor"): "sct 373373000",
    ("who-grade", "g1"): "sct 1228848004",
    ("who-grade", "g2"): "sct 1228850007",
    ("who-grade", "g3"): "sct 1228851006",
    ("stage", "IV"): "sct 1222837003",
    ("m-category", "M1a"): "sct 1229904003",
    ("m-category", "M1c"): "sct 1229910003",
    ("pregnancy", "pregnant"): "sct 77386006",
    ("pregnancy", "not-pregnant"): "sct 60001007",
}
CODES = {"response": "loinc 97509-4", "who-grade": "ncit C18000"}


def patient(told: Told, identity: str) -> Resource:
    """A cancer patient with the MRN of the oncology system."""
    return {
        "resourceType": "Patient",
        "id": identity,
        "meta": {"profile": [f"{_MCODE}/mcode-cancer-patient"]},
        "name": [{"family": "Anyperson", "given": ["C."]}],
        "gender": told["gender"],
        "birthDate": str(told["born"]),
    }


def condition(told: Told, identity: str) -> list[Resource]:
    """Primary cancer as a generic malignancy with morphology and body site; secondaries refer to it."""
    kind = told["condition"]
    resource: Resource = {"resourceType": "Condition", "id": identity, **clinical(told.get("clinical", "active"))}
    resource["category"] = [concept_of("condition-category", "problem-list-item")]
    if kind == "net":
        morphology = concept(_MORPHOLOGY[told.get("histology", "none")])
        resource["extension"] = [
            {"url": f"{_MCODE}/mcode-histology-morphology-behavior", "valueCodeableConcept": morphology},
            {
                "url": "http://hl7.org/fhir/StructureDefinition/condition-assertedDate",
                "valueDateTime": str(told["day"]),
            },
        ]
        resource |= {"code": concept("sct 363346000"), "bodySite": [concept("sct 60184004")]}
        resource["stage"] = [{"assessment": [{"reference": "Observation/o-stage"}]}]
    elif kind in _SECONDARY:
        resource |= {"code": concept(_SECONDARY[kind]), "bodySite": [concept(_SITES[kind])]}
        related = "http://hl7.org/fhir/StructureDefinition/condition-related"
        resource["extension"] = [{"url": related, "valueReference": {"reference": "Condition/c-net"}}]
    else:
        resource["code"] = concept(_OTHER[kind])
    return [{**resource, "onsetDateTime": str(told["day"])}]


def observation(told: Told, identity: str) -> list[Resource]:
    """Focus on the primary, AJCC method, and ECOG with the LOINC answer as interpretation."""
    kind = told["observation"]
    resource: Resource = {
        "resourceType": "Observation",
        "id": "o-stage" if kind == "stage" else identity,
        "status": told.get("status", "final"),
        "category": [concept_of("observation-category", "laboratory" if kind in REFERENCE_HIGH else "exam")],
        "code": concept(CODES.get(kind, OBSERVATIONS[kind])),
        "focus": [{"reference": "Condition/c-net"}],
        "effectivePeriod": {"start": str(told["day"]), "end": str(told["day"])},
        **_value(kind, told["value"]),
    }
    if kind in {"stage", "m-category"}:
        resource["method"] = concept("sct 1269566009")
    if kind == "ecog":
        answer = ("LA9622-7", "LA9623-5", "LA9624-3", "LA9625-0", "LA9626-8", "LA9627-6")[told["value"]]
        resource["interpretation"] = [concept(f"loinc {answer}")]
    if "specimen" in told:
        resource["specimen"] = {"reference": f"Specimen/{told['specimen']}"}
    return [{**resource, "referenceRange": normal(kind)} if normal(kind) else resource]


def _value(kind: str, value: Any) -> Resource:
    if (kind, value) in ANSWERS:
        return {"valueCodeableConcept": concept(ANSWERS[kind, value])}
    if is_range(kind, value):
        low, high = (quantity(float(bound), UNITS[kind], UNITS[kind]) for bound in value.split("-"))
        return {"valueRange": {"low": low, "high": high}}
    return plain(kind, value, "val")


def procedure(told: Told, identity: str) -> list[Resource]:
    """A cancer-related procedure with its intent and reason."""
    return [
        {
            "resourceType": "Procedure",
            "id": identity,
            "extension": [
                {"url": f"{_MCODE}/mcode-procedure-intent", "valueCodeableConcept": concept("sct 363676003")}
            ],
            "status": told.get("status", "completed"),
            "code": concept(PROCEDURES[told["procedure"]]),
            "performedDateTime": str(told["day"]),
            "reasonReference": [{"reference": "Condition/c-net"}],
        }
    ]


def medicine(told: Told, identity: str) -> list[Resource]:
    """Cancer-related orders and administrations, each with the drug's code inside."""
    found = []
    for index, day in enumerate(told["day"] if isinstance(told["day"], list) else [told["day"]]):
        resource: Resource = {
            "id": f"{identity}-{index}",
            "medicationCodeableConcept": concept(MEDICINES[told["medicine"]]),
        }
        if told["how"] == "given":
            resource |= {"resourceType": "MedicationAdministration", "status": told.get("status", "completed")}
            resource["effectivePeriod"] = {"start": str(day), "end": str(day)}
        else:
            resource |= {"resourceType": "MedicationRequest", "status": told.get("status", "active"), "intent": "order"}
            resource |= {"authoredOn": str(day), "reasonReference": [{"reference": "Condition/c-net"}]}
        found.append(resource)
    return found


DIALECT = Dialect(
    name="mcode",
    patient=patient,
    condition=condition,
    observation=observation,
    procedure=procedure,
    medicine=medicine,
    allergy=allergy,
)
