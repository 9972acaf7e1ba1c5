"""The FHIR skeletons that every sender fills in its own dialect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Resource = dict[str, Any]
Told = Mapping[str, Any]

SYSTEMS: dict[str, str] = {
    "sct": "http://snomed.info/sct",
    "loinc": "http://loinc.org",
    "cm": "http://hl7.org/fhir/sid/icd-10-cm",
    "icd10": "http://hl7.org/fhir/sid/icd-10",
    "icdo": "http://terminology.hl7.org/CodeSystem/icd-o-3",
    "rx": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "atc": "http://www.whocc.no/atc",
    "cpt": "http://www.ama-assn.org/go/cpt",
    "pcs": "http://www.cms.gov/Medicare/Coding/ICD10",
    "hcpcs": "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
    "ncit": "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
    "ajcc": "http://cancerstaging.org",
    "net": "https://net-cds.org/fhir/CodeSystem/net-observation",
    "val": "https://net-cds.org/fhir/CodeSystem/net-value",
}

# Observations: the standard code of each, or ours where no standard has one.
OBSERVATIONS: dict[str, str] = {
    "ki67": "loinc 29593-1",
    "mitoses": "net mitotic-rate-per-2mm2",
    "who-grade": "net who-net-grade",
    "differentiation": "net differentiation",
    "stage": "sct 399390009",
    "m-category": "sct 277208005",
    "extra-abdominal": "net extra-abdominal-metastasis",
    "extrahepatic-abdominal": "net extrahepatic-abdominal-disease",
    "predominance": "net disease-predominance",
    "burden": "net hepatic-tumor-burden-percent",
    "distribution": "net hepatic-metastasis-distribution",
    "resectability": "net resectability",
    "removable": "net hepatic-resectable-fraction-percent",
    "remnant": "net future-liver-remnant-adequate",
    "in-situ": "net primary-tumor-in-situ",
    "complication": "net primary-tumor-complication",
    "nodes-cleared": "net regional-nodes-cleared",
    "function": "net net-functional-status",
    "control": "net carcinoid-syndrome-control",
    "hiaa": "loinc 14573-0",
    "heart-disease": "net carcinoid-heart-disease-severity",
    "nt-probnp": "loinc 33762-6",
    "sstr": "net sstr-status",
    "krenning": "net sstr-krenning-score",
    "discordance": "net fdg-sstr-discordance",
    "response": "net recist-1-1-response",
    "stable-months": "net stable-disease-months",
    "goal": "net treatment-goal",
    "ecog": "loinc 89247-1",
    "karnofsky": "loinc 89243-0",
    "mdt": "net mdt-decision",
    "hb": "loinc 718-7",
    "platelets": "loinc 777-3",
    "wbc": "loinc 6690-2",
    "anc": "loinc 751-8",
    "creatinine": "loinc 2160-0",
    "weight": "loinc 29463-7",
    "clearance": "loinc 2164-2",
    "egfr": "loinc 98979-8",
    "bilirubin": "loinc 1975-2",
    "albumin": "loinc 1751-7",
    "inr": "loinc 6301-6",
    "glucose": "loinc 2345-7",
    "hba1c": "loinc 4548-4",
    "tsh": "loinc 3016-3",
    "b12": "loinc 2132-9",
    "child-pugh": "net child-pugh-score",
    "portal-vein": "net main-portal-vein-thrombosis",
    "bile-duct": "net biliary-enteric-communication",
    "lung-shunt": "net lung-shunt-fraction-percent",
    "heart-rate": "loinc 8867-4",
    "qtc": "loinc 8636-3",
    "dpyd": "net dpyd-metabolizer",
    "pregnancy": "loinc 82810-3",
    "cga": "loinc 9811-1",
}

# Unit of the numbers in the cases.
UNITS: dict[str, str] = {
    "ki67": "%", "mitoses": "{/2mm2}", "burden": "%", "removable": "%", "hiaa": "umol/(24.h)", "nt-probnp": "pg/mL",
    "stable-months": "mo", "hb": "g/dL", "platelets": "10*9/L", "wbc": "10*9/L", "anc": "10*9/L",
    "creatinine": "mg/dL", "weight": "kg", "clearance": "mL/min", "egfr": "mL/min/{1.73_m2}", "bilirubin": "mg/dL",
    "albumin": "g/L", "inr": "{INR}", "glucose": "mg/dL", "hba1c": "%", "tsh": "m[IU]/L", "b12": "pg/mL",
    "lung-shunt": "%", "heart-rate": "/min", "qtc": "ms", "cga": "ng/mL",
}  # fmt: skip

REFERENCE_HIGH: dict[str, float] = {"bilirubin": 1.2, "hiaa": 45, "creatinine": 1.2, "nt-probnp": 125}


def coding(text: str, systems: Mapping[str, str] | None = None, **more: Any) -> Resource:
    """The coding that `"loinc 29593-1"` names; the word before the blank is a system."""
    short, code = text.split(" ", 1)
    return {"system": {**SYSTEMS, **(systems or {})}.get(short, short), "code": code, **more}


def concept(*texts: str, systems: Mapping[str, str] | None = None, text: str | None = None) -> Resource:
    """A CodeableConcept of those codings."""
    found: Resource = {}
    if texts:
        found["coding"] = [coding(one, systems) for one in texts]
    if text is not None:
        found["text"] = text
    return found


def quantity(value: Any, unit: str | None, code: str | None) -> Resource:
    """A Quantity of a number, or of a number behind a comparator such as `<3`."""
    found: Resource = {}
    if isinstance(value, str):
        comparator = "".join(sign for sign in value if sign in "<>=")
        found["comparator"], value = comparator, number(value.strip("<>= "))
    found["value"] = value
    if unit is not None:
        found["unit"] = unit
    if code is not None:
        found |= {"system": "http://unitsofmeasure.org", "code": code}
    return found


def number(text: str) -> float | int:
    """The number in a text."""
    return float(text) if "." in text else int(text)


def scaled(value: Any, factor: float) -> Any:
    """A number of a case on another scale; texts keep their comparator."""
    if isinstance(value, str):
        sign = "".join(one for one in value if one in "<>=")
        return f"{sign}{round(number(value.strip('<>= ')) * factor, 4)}"
    return round(value * factor, 4)


def plain(
    kind: str,
    value: Any,
    answers: str,
    units: Mapping[str, tuple[float, str]] | None = None,
    systems: Mapping[str, str] | None = None,
    ucum: bool = True,
) -> Resource:
    """The value[x] of an Observation: yes or no, a quantity in the sender's units, an integer, or a coded answer."""
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if kind in UNITS:
        factor, unit = (units or {}).get(kind, (1, UNITS[kind]))
        return {"valueQuantity": quantity(scaled(value, factor), unit, unit if ucum else None)}
    if isinstance(value, int):
        return {"valueInteger": value}
    return {"valueCodeableConcept": concept(f"{answers} {value}", systems=systems, text=value)}


def normal(kind: str, units: Mapping[str, tuple[float, str]] | None = None, ucum: bool = True) -> list[Resource]:
    """The reference range of an Observation, in the sender's units."""
    if kind not in REFERENCE_HIGH:
        return []
    factor, unit = (units or {}).get(kind, (1, UNITS[kind]))
    return [{"high": quantity(scaled(REFERENCE_HIGH[kind], factor), unit, unit if ucum else None)}]


def is_range(kind: str, value: Any) -> bool:
    """Whether the cases give a number of this kind as a range."""
    return isinstance(value, str) and "-" in value and kind in UNITS


def clinical(status: str = "active", verification: str | None = "confirmed") -> Resource:
    """The two statuses of a Condition."""
    base = "http://terminology.hl7.org/CodeSystem/condition-"
    found: Resource = {"clinicalStatus": {"coding": [{"system": f"{base}clinical", "code": status}]}}
    if verification is not None:
        found["verificationStatus"] = {"coding": [{"system": f"{base}ver-status", "code": verification}]}
    return found


def searchset(resources: Iterable[Resource], base: str = "https://ehr.example.org/fhir") -> Resource:
    """A search result as servers send it."""
    entries = [
        {"fullUrl": f"{base}/{one['resourceType']}/{one['id']}", "resource": one, "search": {"mode": "match"}}
        for one in resources
    ]
    return {"resourceType": "Bundle", "type": "searchset", "total": len(entries), "entry": entries}
