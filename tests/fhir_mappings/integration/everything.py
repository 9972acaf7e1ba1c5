"""Records with every code of our terminology where it may stand, and a terminology that notes what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from fhir_mappings.reader import Sources, sources_of
from fhir_mappings.resources import LISTS, collect
from fhir_mappings.terminology import NET_VALUE, Terminology, ValueSet, load_terminology

AS_OF = date(2026, 11, 24)
SUBJECT = {"reference": "Patient/p"}
LIVER = {"coding": [{"system": "http://snomed.info/sct", "code": "10200004"}]}
BONE = {"coding": [{"system": "http://snomed.info/sct", "code": "272673000"}]}
METASTASIS = {"coding": [{"system": "http://snomed.info/sct", "code": "94381002"}]}
WHO = {"coding": [{"system": "http://snomed.info/sct", "code": "1149430001"}]}
LOW = {"coding": [{"system": "http://snomed.info/sct", "code": "1155708003"}]}
ROUTE = {"route": {"coding": [{"system": "http://snomed.info/sct", "code": "78421000"}]}}
CONFIRMED = {"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": "confirmed"}
ON = "2026-11-01"

Kind = TypeVar("Kind")
Body = dict[str, Any]


class Noted(Mapping[str, Kind]):
    """The same mapping, which remembers the keys that were asked for."""

    def __init__(self, inner: Mapping[str, Kind]) -> None:
        self.inner = inner
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> Kind:
        self.asked.add(key)
        return self.inner[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)


def noting() -> tuple[Terminology, Noted[Any], Noted[Any]]:
    """Our terminology, and its value sets and concept maps as they note what is asked."""
    ours = load_terminology()
    sets, maps = Noted(ours.value_sets), Noted(ours.concept_maps)
    return replace(ours, value_sets=sets, concept_maps=maps), sets, maps


def records(terminology: Terminology) -> Iterator[Sources]:
    """Two records for each value set: one with everything that may be said with its codes, one with "M1a" alone."""
    for each in load_terminology().value_sets.values():
        yield _sources(terminology, _about(each))
        yield _sources(terminology, _confined(each))


def _sources(terminology: Terminology, bodies: Iterator[Body]) -> Sources:
    patient = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1990-05-01"}
    bundle = {"resourceType": "Bundle", "entry": [{"resource": body} for body in (patient, _weight(), *bodies)]}
    lists: dict[str, object] = dict.fromkeys(LISTS, bundle)
    return sources_of(collect("p", lists, None), terminology, AS_OF)


def _weight() -> Body:
    kilograms = {"value": 70, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"}
    return _observation({"coding": [{"system": "http://loinc.org", "code": "29463-7"}]}, {"valueQuantity": kilograms})


def _about(value_set: ValueSet) -> Iterator[Body]:
    """Resources of every type with each code of the set; Observations of its first code with all of our answers."""
    for coding in value_set.concepts:
        concept = {"coding": [{"system": coding.system, "code": coding.code}]}
        yield {"resourceType": "Condition", "code": concept, "bodySite": [LIVER], **_recorded(), "subject": SUBJECT}
        yield {"resourceType": "AllergyIntolerance", "code": concept, **_recorded(), "patient": SUBJECT}
        yield from (_done(kind, concept, *more) for kind, more in _DONE.items())
        yield from (_observation(concept, value) for value in _VALUES)
    for concept in _first(value_set):
        answers = load_terminology().code_systems["net-value"].displays
        yield from (_observation(concept, _answered(answer)) for answer in answers)


def _confined(value_set: ValueSet) -> Iterator[Body]:
    """An Observation that says "M1a" and names no organ but bone, beside a metastasis of the liver."""
    for concept in _first(value_set):
        yield {**_observation(concept, _answered("M1a")), "bodySite": BONE}
        yield {"resourceType": "Condition", "code": METASTASIS, **_recorded(), "subject": SUBJECT}


def _first(value_set: ValueSet) -> Iterator[Body]:
    yield from ({"coding": [{"system": each.system, "code": each.code}]} for each in value_set.concepts[:1])


def _answered(code: str) -> Body:
    return {"valueCodeableConcept": {"coding": [{"system": NET_VALUE, "code": code}]}}


_DONE = {
    "Procedure": ("code", "performedDateTime", "completed"),
    "DiagnosticReport": ("code", "effectiveDateTime", "final"),
    "MedicationAdministration": ("medicationCodeableConcept", "effectiveDateTime", "completed"),
}
_VALUES: tuple[Body, ...] = (
    {"valueQuantity": {"value": 2, "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"}},
    {"valueQuantity": {"value": 1, "unit": "mg/dL", "system": "http://unitsofmeasure.org", "code": "mg/dL"}},
    {"valueBoolean": True},
    {"valueCodeableConcept": LOW},
)


def _done(kind: str, concept: Body, code: str, when: str, status: str) -> Body:
    return {"resourceType": kind, "status": status, code: concept, when: ON, "subject": SUBJECT, "dosage": ROUTE}


def _observation(concept: Body, value: Body) -> Body:
    when = {"effectiveDateTime": ON, "bodySite": LIVER, "method": WHO, "subject": SUBJECT}
    return {"resourceType": "Observation", "status": "final", "code": concept, **when, **value}


def _recorded() -> Body:
    return {"verificationStatus": {"coding": [CONFIRMED]}, "recordedDate": ON}
