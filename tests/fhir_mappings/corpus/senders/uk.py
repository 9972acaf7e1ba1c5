"""A UK hospital: SNOMED CT of the UK edition, WHO ICD-10, SI units, codes of the trust's own forms and formulary."""

from __future__ import annotations

from typing import Any

from tests.fhir_mappings.corpus.senders.dialect import Dialect
from tests.fhir_mappings.corpus.writing import (
    OBSERVATIONS,
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

_SYSTEMS = {
    "sctuk": "http://snomed.info/sct/83821000000107/version/20260401",
    "form": "https://trust.nhs.example/forms",
    "opt": "https://trust.nhs.example/forms/options",
    "drug": "https://trust.nhs.example/formulary",
    "dmd": "https://dmd.nhs.uk",
}
_CONDITIONS = {
    "net": ("sctuk 721698005", "icd10 C18.7"),
    "liver-metastases": ("sctuk 94381002", "icd10 C78.7"),
    "bone-metastases": ("sctuk 94222008", "icd10 C79.5"),
    "peritoneal-metastases": ("sctuk 94627008",),
    "carcinoid-syndrome": ("sctuk 35868009", "icd10 E34.0"),
    "carcinoid-heart": ("sctuk 36222008",),
    "ascites": ("sctuk 389026000",),
    "encephalopathy": ("sctuk 13920009",),
    "portal-vein-thrombosis": ("sctuk 17920008",),
    "gallstones": ("sctuk 235919008",),
    "av-block": ("sctuk 27885002",),
}
_MORPHOLOGY = {"g1": "sctuk 1286769009", "g2": "sctuk 1286770005", "g3": "sctuk 1286772002", "nec": "sctuk 1286767006"}
_MORPHOLOGY |= {"minen": "sctuk 785766008"}
_PROCEDURES = {
    "colectomy": "sctuk 315326006",
    "tare": "sctuk 438415006",
    "cholecystectomy": "sctuk 38102005",
    "tumor-board": "form MDT-DISCUSSED",
}
_ECOG = ("425389002", "422512005", "422894000", "423053003", "423237006")
_UNITS: dict[str, tuple[float, str]] = {
    "creatinine": (88.42, "umol/L"), "hb": (10, "g/L"), "bilirubin": (17.104, "umol/L"), "nt-probnp": (1, "ng/L"),
    "platelets": (1, "10*9/L"), "wbc": (1, "10^9/L"), "anc": (1, "10*9/L"), "glucose": (0.0555, "mmol/L"),
    "b12": (1, "ng/L"), "tsh": (1, "mU/L"), "burden": (0.01, "1"),
}  # fmt: skip


def patient(told: Told, identity: str) -> Resource:
    """With the NHS number and a general practitioner."""
    return {
        "resourceType": "Patient",
        "id": identity,
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9000000009"}],
        "name": [{"family": "SMITH", "given": ["Jo"]}],
        "gender": told["gender"],
        "birthDate": str(told["born"]),
        "generalPractitioner": [{"reference": "Organization/Y12345"}],
    }


def condition(told: Told, identity: str) -> list[Resource]:
    """Edition-versioned SNOMED with ICD-10 behind it; the primary has a body site, its morphology is a finding."""
    kind = told["condition"]
    resource: Resource = {
        "resourceType": "Condition",
        "id": identity,
        **clinical(told.get("clinical", "active")),
        "code": concept(*_CONDITIONS[kind], systems=_SYSTEMS),
        "onsetDateTime": str(told["day"])[:7],
    }
    if kind != "net":
        return [resource]
    resource["bodySite"] = [concept("sctuk 60184004", systems=_SYSTEMS)]
    if "histology" not in told:
        return [resource]
    histology: Resource = {
        "resourceType": "Observation",
        "id": f"{identity}-morphology",
        "status": "final",
        "code": concept("loinc 31206-6", "form HISTOLOGY", systems=_SYSTEMS),
        "effectiveDateTime": str(told["day"]),
        "valueCodeableConcept": concept(_MORPHOLOGY[told["histology"]], systems=_SYSTEMS),
    }
    return [resource, histology]


def observation(told: Told, identity: str) -> list[Resource]:
    """Laboratory by LOINC in SI units; everything else is a field of a local form."""
    kind = told["observation"]
    local = OBSERVATIONS[kind].startswith("net ")
    resource: Resource = {
        "resourceType": "Observation",
        "id": identity,
        "status": told.get("status", "final"),
        "code": concept(f"form {kind}" if local else OBSERVATIONS[kind], systems=_SYSTEMS),
        "effectiveDateTime": f"{told['day']}T09:00:00+00:00",
        **_value(kind, told["value"]),
    }
    if "specimen" in told:
        resource["specimen"] = {"display": told["specimen"], "identifier": {"value": told["specimen"]}}
    high = normal(kind, _UNITS)
    return [{**resource, "referenceRange": high} if high else resource]


def _value(kind: str, value: Any) -> Resource:
    if isinstance(value, bool):
        return {"valueCodeableConcept": concept(f"opt {'Y' if value else 'N'}", systems=_SYSTEMS)}
    if kind == "ecog":
        return {"valueCodeableConcept": concept(f"sctuk {_ECOG[value]}", systems=_SYSTEMS)}
    if kind == "hba1c":
        return {"valueQuantity": quantity(round((value - 2.15) * 10.929), "mmol/mol", "mmol/mol")}
    if is_range(kind, value):
        return {"valueString": value.replace("-", " to ") + " percent"}
    if isinstance(value, int) and kind not in UNITS:
        return {"valueString": str(value)}
    return plain(kind, value, "opt", _UNITS, _SYSTEMS)


def procedure(told: Told, identity: str) -> list[Resource]:
    """SNOMED of the UK edition."""
    return [
        {
            "resourceType": "Procedure",
            "id": identity,
            "status": told.get("status", "completed"),
            "code": concept(_PROCEDURES[told["procedure"]], systems=_SYSTEMS),
            "performedDateTime": str(told["day"]),
        }
    ]


def medicine(told: Told, identity: str) -> list[Resource]:
    """The formulary's own code, with a dm+d code that nobody here knows and the label as text."""
    code = concept("dmd 99999911000001109", f"drug {told['medicine']}", systems=_SYSTEMS, text=told["medicine"])
    found = []
    for index, day in enumerate(told["day"] if isinstance(told["day"], list) else [told["day"]]):
        resource: Resource = {"id": f"{identity}-{index}", "medicationCodeableConcept": code}
        if told["how"] == "given":
            resource |= {"resourceType": "MedicationAdministration", "status": told.get("status", "completed")}
            resource["effectiveDateTime"] = f"{day}T10:00:00Z"
        else:
            resource |= {"resourceType": "MedicationRequest", "status": told.get("status", "active"), "intent": "order"}
            resource["authoredOn"] = str(day)
        found.append(resource)
    return found


def allergy(told: Told, identity: str) -> list[Resource]:
    """The local formulary's code in the reaction's substance only."""
    code = concept(f"drug {told['allergy']}-allergen", systems=_SYSTEMS)
    return [{"resourceType": "AllergyIntolerance", "id": identity, "type": "allergy", "code": code}]


DIALECT = Dialect(
    name="uk",
    patient=patient,
    condition=condition,
    observation=observation,
    procedure=procedure,
    medicine=medicine,
    allergy=allergy,
    cannot=frozenset({"pregnancy"}),
)
