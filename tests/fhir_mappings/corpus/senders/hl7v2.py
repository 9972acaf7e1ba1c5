"""An interface engine that turns HL7 v2 into FHIR: units and values as text, flags, local codes beside LOINC."""

from __future__ import annotations

from typing import Any

from tests.fhir_mappings.corpus.senders import epic
from tests.fhir_mappings.corpus.senders.dialect import Dialect
from tests.fhir_mappings.corpus.writing import OBSERVATIONS, UNITS, Resource, Told, concept, normal, plain

_UNITS: dict[str, tuple[float, str]] = {
    "mitoses": (1, "/2mm2"), "platelets": (1, "K/uL"), "wbc": (1, "x10E3/uL"), "anc": (1, "10^3/uL"),
    "hb": (1, "gm/dL"), "creatinine": (1, "MG/DL"), "weight": (2.20462, "lb"), "albumin": (0.1, "g/dl"),
    "inr": (1, "INR"), "hiaa": (1, "umol/24h"), "nt-probnp": (1, "pg/ml"), "qtc": (1, "msec"), "tsh": (1, "uIU/mL"),
    "heart-rate": (1, "bpm"), "clearance": (1, "ml/min"), "bilirubin": (1, "mg/dl"), "glucose": (1, "mg/dl"),
    "ki67": (1, "%"), "stable-months": (1, "months"), "b12": (1, "pg/ml"),
}  # fmt: skip
_TEXT = {"ki67": "%", "mitoses": " /2mm2", "burden": "%"}
_ANSWERS: dict[tuple[str, Any], str] = {
    ("stage", "IV"): "ajcc IV",
    ("m-category", "M1a"): "ajcc cM1a",
    ("m-category", "M1c"): "ajcc cM1c",
    ("pregnancy", "pregnant"): "sct 77386006",
}


def condition(told: Told, identity: str) -> list[Resource]:
    """A DG1 segment: ICD-10-CM without its dot, no statuses."""
    kind = "nec" if told.get("histology") == "nec" else told["condition"]
    codes = ("cm C7A.025",) if kind == "net" else tuple(one for one in epic.CONDITIONS[kind])
    codes = tuple(one.replace(".", "") if one.startswith("cm ") else one for one in codes)
    found: list[Resource] = [
        {
            "resourceType": "Condition",
            "id": identity,
            "code": concept(*codes),
            "recordedDate": f"{told['day']}T00:00:00+00:00",
        }
    ]
    if kind == "nec":
        found[0]["bodySite"] = [concept("icdo C18.7")]
    if kind == "net" and "histology" in told:
        grades = {"g1": "g1", "g2": "g2", "g3": "g3-net", "minen": "minen"}
        found.append(
            {
                "resourceType": "Observation",
                "id": f"{identity}-who",
                "status": "final",
                "code": concept("net differentiation"),
                "effectiveDateTime": str(told["day"]),
                "valueCodeableConcept": concept(f"val {'mixed' if grades[told['histology']] == 'minen' else 'well'}"),
            }
        )
    return found


def observation(told: Told, identity: str) -> list[Resource]:
    """An OBX segment: L and LN codes, OBX-5 as it stood, a flag in interpretation, a sentinel as an older result."""
    kind, value = told["observation"], told["value"]
    codes = (f"urn:id:L {kind.upper()}", OBSERVATIONS[kind])
    resource: Resource = {
        "resourceType": "Observation",
        "id": identity,
        "status": told.get("status", "final"),
        "code": concept(*codes, text=kind),
        "effectiveDateTime": f"{told['day']}T06:00:00+00:00",
        "issued": f"{told['day']}T06:30:00+00:00",
        "interpretation": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0078", "code": "H"}]}],
        **_value(kind, value),
    }
    if "specimen" in told:
        resource["specimen"] = {"display": told["specimen"]}
    high = normal(kind, _UNITS, ucum=False)
    return [{**resource, "referenceRange": high} if high else resource]


def _value(kind: str, value: Any) -> Resource:
    if isinstance(value, bool):
        return {"valueCodeableConcept": concept(f"val {'present' if value else 'absent'}")}
    if (kind, value) in _ANSWERS:
        return {"valueCodeableConcept": concept(_ANSWERS[kind, value])}
    if kind in _TEXT or (isinstance(value, int) and kind not in UNITS):
        return {"valueString": f"{value}{_TEXT.get(kind, '')}"}
    return plain(kind, value, "val", _UNITS, ucum=False)


DIALECT = Dialect(
    name="hl7v2",
    patient=epic.patient,
    condition=condition,
    observation=observation,
    procedure=epic.procedure,
    medicine=epic.medicine,
    allergy=epic.allergy,
)
