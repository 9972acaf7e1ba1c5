"""A German hospital: ICD-10-GM, the shapes of the MII oncology module, ATC, OPS, German units and decimal commas."""

from __future__ import annotations

from typing import Any

from tests.fhir_mappings.corpus.senders.dialect import Dialect
from tests.fhir_mappings.corpus.writing import OBSERVATIONS, Resource, Told, clinical, coding, concept, normal, plain

_SYSTEMS = {
    "gm": "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
    "ops": "http://fhir.de/CodeSystem/bfarm/ops",
    "pzn": "http://fhir.de/CodeSystem/ifa/pzn",
    "atcde": "http://fhir.de/CodeSystem/bfarm/atc",
    "icdom": "urn:oid:2.16.840.1.113883.6.43.1",
    "uicc": "https://www.uicc.org/resources/tnm",
    "site": "https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-fernmetastasen",
    "kis": "https://kis.klinikum.example/befunde",
    "kisw": "https://kis.klinikum.example/werte",
    "kisp": "https://kis.klinikum.example/prozeduren",
}
_CONDITIONS = {
    "net": "gm C18.7",
    "liver-metastases": "gm C78.7",
    "peritoneal-metastases": "gm C78.6",
    "carcinoid-syndrome": "gm E34.0",
    "portal-vein-thrombosis": "gm I81",
    "gallstones": "gm K80.20",
    "av-block": "gm I44.2",
    "ascites": "gm R18",
}
_MORPHOLOGY = {
    "none": "sct 128928004",
    "g1": "icdom 8240/3",
    "g2": "icdom 8249/3",
    "nec": "icdom 8246/3",
    "minen": "icdom 8244/3",
}
_MEDICINES = {
    "lanreotide": ("atcde H01CB03", "Lanreotid 120 mg Injektionslösung"),
    "octreotide-lar": ("atcde H01CB02", "Sandostatin LAR Monatsdepot 30 mg i.m."),
    "octreotide-short": ("atcde H01CB02", "Octreotid 100 µg/ml Injektionslösung s.c."),
    "lutathera": ("atcde V10XX04", "Lutathera 370 MBq/ml"),
    "everolimus": ("atcde L01EG02", "Afinitor 10 mg"),
    "capecitabine": ("atcde L01BC06", "Capecitabin 500 mg"),
    "temozolomide": ("atcde L01AX03", "Temozolomid 100 mg"),
    "etoposide": ("atcde L01CB01", "Etoposid 20 mg/ml"),
    "carboplatin": ("atcde L01XA02", "Carboplatin 10 mg/ml"),
    "cabozantinib": ("atcde L01EX07", "Cabometyx 40 mg"),
    "warfarin": ("atcde B01AA03", "Coumadin 5 mg"),
    "metoprolol": ("atcde C07AB02", "Beloc zok 47,5 mg"),
    "insulin": ("atcde A10AE04", "Lantus"),
}
_PROCEDURES = {
    "colectomy": ("ops 5-455.71", "kisp SIGMA-RES"),
    "tare": ("ops 8-530.a5", "kisp SIRT"),
    "cholecystectomy": ("ops 5-511.11", "sct 45595009"),
    "tumor-board": ("kisp TUKO",),
}
_FACTORS: dict[str, tuple[float, str]] = {
    "creatinine": (88.42, "umol/l"),
    "hb": (0.6206, "mmol/l"),
    "platelets": (1, "G/l"),
    "wbc": (1, "G/l"),
}
_FACTORS |= {"anc": (1, "/nl"), "albumin": (1, "g/l"), "nt-probnp": (1, "ng/l"), "bilirubin": (17.104, "µmol/l")}
_LOINC = frozenset(
    {
        "stage",
        "m-category",
        "ki67",
        "ecog",
        "heart-rate",
        "weight",
        "inr",
        "hba1c",
        "tsh",
        "glucose",
        "hiaa",
        "b12",
        "egfr",
    }
)


def patient(told: Told, identity: str) -> Resource:
    """With GKV identifier and the German gender extension."""
    return {
        "resourceType": "Patient",
        "id": identity,
        "identifier": [{"system": "http://fhir.de/sid/gkv/kvid-10", "value": "X110411675"}],
        "name": [{"family": "Müller-Lüdenscheidt", "given": ["Änne"]}],
        "gender": told["gender"],
        "birthDate": str(told["born"]),
    }


def condition(told: Told, identity: str) -> list[Resource]:
    """ICD-10-GM with the certainty extension; morphology in an Observation of its own, as oncology records send it."""
    kind = told["condition"]
    if kind == "bone-metastases":
        return [_metastasis(told, identity)]
    code = coding(_CONDITIONS[kind], _SYSTEMS, version="2026")
    sure = "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"
    code["extension"] = [
        {
            "url": sure,
            "valueCoding": {
                "system": "https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_DIAGNOSESICHERHEIT",
                "code": "G",
            },
        }
    ]
    resource: Resource = {"resourceType": "Condition", "id": identity, **clinical(told.get("clinical", "active"))}
    resource["verificationStatus"]["coding"].append(
        {"system": "http://dktk.dkfz.de/fhir/onco/core/CodeSystem/PrimaerdiagnosesicherungCS", "code": "7"}
    )
    resource |= {"code": {"coding": [code], "text": kind}, "recordedDate": str(told["day"])}
    if kind != "net" or told.get("bare"):
        return [resource]
    resource["bodySite"] = [{"coding": [coding("icdom C18.7", _SYSTEMS, version="32")]}]
    histology: Resource = {
        "resourceType": "Observation",
        "id": f"{identity}-morph",
        "status": "final",
        "code": concept("loinc 59847-4"),
        "focus": [{"reference": f"Condition/{identity}"}],
        "effectiveDateTime": str(told["day"]),
        "valueCodeableConcept": {"coding": [coding(_MORPHOLOGY[told.get("histology", "none")], _SYSTEMS)]},
    }
    return [resource, histology]


def _metastasis(told: Told, identity: str) -> Resource:
    """A metastasis as the registries send it: one Observation for each, with its place."""
    return {
        "resourceType": "Observation",
        "id": identity,
        "status": "final",
        "code": concept("sct 385421009"),
        "effectiveDateTime": str(told["day"]),
        "valueCodeableConcept": concept("site OSS", systems=_SYSTEMS),
    }


def observation(told: Told, identity: str) -> list[Resource]:
    """LOINC for the laboratory, the hospital's own code for findings; numbers of pathology are German text."""
    kind, value = told["observation"], told["value"]
    standard = kind in _LOINC or kind in _FACTORS or kind in {"clearance", "pregnancy", "karnofsky", "qtc"}
    resource: Resource = {
        "resourceType": "Observation",
        "id": identity,
        "status": told.get("status", "final"),
        "code": concept(OBSERVATIONS[kind] if standard else f"kis {kind}", systems=_SYSTEMS, text=f"Befund {kind}"),
        "effectiveDateTime": f"{told['day']}T08:15:00+01:00",
        **_value(kind, value),
    }
    if "specimen" in told:
        resource["specimen"] = {"reference": f"Specimen/{told['specimen']}"}
    high = normal(kind, _FACTORS, ucum=False)
    return [{**resource, "referenceRange": high} if high else resource]


def _value(kind: str, value: Any) -> Resource:
    if kind == "ki67":
        return {"valueString": f"{str(value).replace('.', ',')} %"}
    if isinstance(value, bool):
        return {"valueCodeableConcept": concept(f"kisw {'ja' if value else 'nein'}", systems=_SYSTEMS)}
    if kind in {"stage", "m-category"}:
        return {"valueCodeableConcept": concept(f"uicc {value}", systems=_SYSTEMS)}
    if kind == "pregnancy":
        return {"valueCodeableConcept": concept("sct 77386006")}
    return plain(kind, value, "kisw", _FACTORS, _SYSTEMS, ucum=False)


def procedure(told: Told, identity: str) -> list[Resource]:
    """OPS, and the hospital's own code beside it."""
    codes = _PROCEDURES[told["procedure"]]
    return [
        {
            "resourceType": "Procedure",
            "id": identity,
            "status": told.get("status", "completed"),
            "code": concept(*codes, systems=_SYSTEMS),
            "performedDateTime": f"{told['day']}T10:00:00+01:00",
        }
    ]


def medicine(told: Told, identity: str) -> list[Resource]:
    """ATC and PZN, with the German label as text."""
    code, text = _MEDICINES[told["medicine"]]
    drug = {"coding": [coding("pzn 00000000", _SYSTEMS), coding(code, _SYSTEMS, version="2026")], "text": text}
    found = []
    for index, day in enumerate(told["day"] if isinstance(told["day"], list) else [told["day"]]):
        resource: Resource = {"id": f"{identity}-{index}", "medicationCodeableConcept": drug}
        if told["how"] == "given":
            resource |= {"resourceType": "MedicationAdministration", "status": told.get("status", "completed")}
            resource["effectiveDateTime"] = f"{day}T09:00:00+01:00"
        else:
            resource |= {"resourceType": "MedicationRequest", "status": told.get("status", "active"), "intent": "order"}
            resource |= {"authoredOn": str(day)}
        found.append(resource)
    return found


def allergy(told: Told, identity: str) -> list[Resource]:
    """An allergy by ATC, without any status."""
    code = {"octreotide": "atcde H01CB02", "lanreotide": "atcde H01CB03"}[told["allergy"]]
    return [{"resourceType": "AllergyIntolerance", "id": identity, "code": concept(code, systems=_SYSTEMS)}]


DIALECT = Dialect(
    name="german",
    patient=patient,
    condition=condition,
    observation=observation,
    procedure=procedure,
    medicine=medicine,
    allergy=allergy,
    cannot=frozenset({"carcinoid-heart", "encephalopathy"}),
)
