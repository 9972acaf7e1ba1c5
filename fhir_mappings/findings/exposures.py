"""Medication resources and Procedures → what the patient was exposed to, how surely, and when."""

from __future__ import annotations

from dataclasses import dataclass

from cds_service.case.record import Note
from fhir_mappings.elements.coding import codings, every_word
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.shape import Object, an_object, objects, words
from fhir_mappings.findings.observed import note_on
from fhir_mappings.findings.therapies import Named, named
from fhir_mappings.findings.using import TYPES, Use, use_of
from fhir_mappings.reader import Sources
from fhir_mappings.resources import Resource, medication_codings, medication_text, of_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One order, dose or procedure that names a treatment which matters here."""

    named: Named
    use: Use


def exposures(sources: Sources) -> tuple[tuple[Exposure, ...], tuple[Note, ...]]:
    """What counts or may count, and notes on what is not clear about it."""
    found: list[Exposure] = []
    notes: list[Note] = []
    for resource in (one for kind in TYPES for one in of_type(sources.resources, kind)):
        meaning = _named(sources, resource)
        use = use_of(sources, resource) if meaning.therapies or meaning.opens else None
        if isinstance(use, Use):
            found.append(Exposure(named=meaning, use=use))
            notes.extend(use.notes)
        elif isinstance(use, Problem):
            notes.append(note_on(use, resource.reference))
    return tuple(found), tuple(notes)


def routes(body: Object) -> tuple[str, ...]:
    """What a medication resource says about how it is given: its routes and the words of its dosages."""
    dosages = (*objects(body.get("dosageInstruction")), *objects(body.get("dosage")))
    return tuple(said for dosage in dosages for said in (*_route(dosage), words(dosage.get("text"))) if said)


def _named(sources: Sources, resource: Resource) -> Named:
    if resource.type == "Procedure":
        keys = frozenset(coding.key for coding in codings(resource.body.get("code")))
        return named(sources.terminology, keys, _procedure_words(resource.body))
    keys = frozenset(coding.key for coding in medication_codings(sources.resources, resource.body))
    return named(sources.terminology, keys, medication_text(sources.resources, resource.body), routes(resource.body))


def _route(dosage: Object) -> tuple[str, ...]:
    """The words for the route, abbreviations in capitals."""
    said = every_word(dosage.get("route")).split(" | ")
    return tuple(word.upper() if len(word) <= 4 else word for word in said)


def _procedure_words(body: Object) -> str:
    concepts = (body.get("code"), *objects(body.get("usedCode")))
    return " ".join(said for concept in concepts if (said := words(an_object(concept).get("text"))))
