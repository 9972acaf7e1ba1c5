"""Medication resources and Procedures → what the patient was exposed to, how surely, and when."""

from __future__ import annotations

from dataclasses import dataclass

from cds_service.case.record import Note
from fhir_mappings.elements.coding import codings, every_word, keys
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.shape import Object, an_object, objects, words
from fhir_mappings.findings.observed import note_on
from fhir_mappings.findings.therapies import Named, named
from fhir_mappings.findings.using import TYPES, Use, use_of
from fhir_mappings.reader import Sources
from fhir_mappings.resources import Resource, medication_codings, medication_text, of_type
from fhir_mappings.terminology import Terminology

_ROUTES = (("intramuscular-routes", "intramuscular"), ("subcutaneous-and-intravenous-routes", "subcutaneous"))
ROUTES = tuple(name for name, _ in _ROUTES)
"""Ids of the value sets that tell routes apart."""


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


def routes(terminology: Terminology, body: Object) -> tuple[str, ...]:
    """What a medication resource says about how it is given: its routes and the words of its dosages."""
    dosages = (*objects(body.get("dosageInstruction")), *objects(body.get("dosage")))
    said = (one for dosage in dosages for one in (*_route(terminology, dosage), words(dosage.get("text"))))
    return tuple(one for one in said if one)


def _named(sources: Sources, resource: Resource) -> Named:
    if resource.type == "Procedure":
        named_by = frozenset(coding.key for coding in codings(resource.body.get("code")))
        return named(sources.terminology, named_by, _procedure_words(resource.body))
    named_by = frozenset(coding.key for coding in medication_codings(sources.resources, resource.body))
    return named(
        sources.terminology,
        named_by,
        medication_text(sources.resources, resource.body),
        routes(sources.terminology, resource.body),
    )


def _route(terminology: Terminology, dosage: Object) -> tuple[str, ...]:
    """The words for the route, abbreviations in capitals, and our word for a code of it."""
    said = every_word(dosage.get("route")).split(" | ")
    coded = keys(dosage.get("route"))
    ours = (word for name, word in _ROUTES if coded & terminology.value_sets[name].codings)
    return (*(word.upper() if len(word) <= 4 else word for word in said), *ours)


def _procedure_words(body: Object) -> str:
    concepts = (body.get("code"), *objects(body.get("usedCode")))
    return " ".join(said for concept in concepts if (said := words(an_object(concept).get("text"))))
