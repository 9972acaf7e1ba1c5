"""Medication resources and Procedures → what the patient was exposed to, how surely, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cds_service.case.record import Given, Note
from cds_service.logic.dates import DateRange
from fhir_mappings.elements.coding import codings, text_of
from fhir_mappings.elements.dates import date_range, period
from fhir_mappings.elements.moments import authored, last_taken, performed, started
from fhir_mappings.elements.problem import Problem, unreadable
from fhir_mappings.elements.shape import Object, an_object, is_given, objects, words
from fhir_mappings.elements.status import status_word
from fhir_mappings.findings.observed import note_on
from fhir_mappings.findings.therapies import Named, named
from fhir_mappings.reader import Sources
from fhir_mappings.resources import Resource, medication_codings, medication_text, of_type

_ORDERS = MappingProxyType(
    {
        "active": Given.ACTIVE_ORDER,
        "completed": Given.PAST_ORDER,
        "stopped": Given.PAST_ORDER,
        "on-hold": Given.PAST_ORDER,
    }
)
_DONE = MappingProxyType({"completed": Given.ADMINISTERED, "in-progress": Given.ADMINISTERED})
_BY_TYPE: Mapping[str, Mapping[str, Given]] = MappingProxyType(
    {
        "MedicationRequest": _ORDERS,
        "MedicationStatement": _ORDERS,
        "MedicationAdministration": _DONE,
        "Procedure": _DONE,
    }
)
_NOT_YET_ORDERED = frozenset({"proposal", "plan", "option"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One order, dose or procedure that counts."""

    named: Named
    given: Given
    when: DateRange | None
    reference: str
    notes: tuple[Note, ...] = ()


def exposures(sources: Sources) -> tuple[tuple[Exposure, ...], tuple[Note, ...]]:
    """What counts, and notes on what was left out although it names a treatment."""
    found: list[Exposure] = []
    notes: list[Note] = []
    for kind in _BY_TYPE:
        for resource in of_type(sources.resources, kind):
            judged = _judged(sources, resource)
            if isinstance(judged, Exposure):
                found.append(judged)
                notes.extend(judged.notes)
            elif isinstance(judged, Problem):
                notes.append(note_on(judged, resource.reference))
    return tuple(found), tuple(notes)


def _judged(sources: Sources, resource: Resource) -> Exposure | Problem | None:
    meaning = _named(sources, resource)
    if not meaning.therapies and not meaning.opens:
        return None
    word = status_word(resource.body)
    if word is None:
        return unreadable("status", "is missing")
    when = _when(resource)
    dated = None if isinstance(when, Problem) else when
    given = _given(resource, word, sources)
    if given is None:
        return None
    if dated is not None and dated.earliest > sources.as_of:
        return unreadable("date", "lies after the day of evaluation")
    notes = (note_on(when, resource.reference),) if isinstance(when, Problem) else ()
    return Exposure(named=meaning, given=given, when=dated, reference=resource.reference, notes=notes)


def _given(resource: Resource, word: str, sources: Sources) -> Given | None:
    body = resource.body
    if body.get("doNotPerform") in (True, "true") or status_word(body, "intent") in _NOT_YET_ORDERED:
        return None
    given = _BY_TYPE[resource.type].get(word)
    ended = last_taken(body) if is_given(an_object(body.get("effectivePeriod")).get("end")) else None
    if given is Given.ACTIVE_ORDER and isinstance(ended, DateRange) and ended.latest < sources.as_of:
        return Given.PAST_ORDER
    return given


def _named(sources: Sources, resource: Resource) -> Named:
    if resource.type == "Procedure":
        keys = frozenset(coding.key for coding in codings(resource.body.get("code")))
        return named(sources.terminology, keys, _procedure_words(resource.body))
    keys = frozenset(coding.key for coding in medication_codings(sources.resources, resource.body))
    dosages = (*objects(resource.body.get("dosageInstruction")), *objects(resource.body.get("dosage")))
    routes = [said for dosage in dosages for said in (_route(dosage), words(dosage.get("text"))) if said]
    return named(sources.terminology, keys, medication_text(sources.resources, resource.body) or "", routes)


def _route(dosage: Object) -> str:
    """The route as written, abbreviations in capitals."""
    said = text_of(dosage.get("route")) or ""
    return said.upper() if len(said) <= 4 else said


def _procedure_words(body: Object) -> str:
    concepts = (body.get("code"), *objects(body.get("usedCode")))
    return " ".join(said for concept in concepts if (said := words(an_object(concept).get("text"))))


def _when(resource: Resource) -> DateRange | None | Problem:
    """When it started: of an order, the start of its timing, else when it was written."""
    if resource.type == "Procedure":
        return performed(resource.body)
    return _ordered(resource.body) if resource.type == "MedicationRequest" else started(resource.body)


def _ordered(request: Object) -> DateRange | None | Problem:
    for dosage in objects(request.get("dosageInstruction")):
        timing = an_object(dosage.get("timing"))
        bounds = period(an_object(timing.get("repeat")).get("boundsPeriod"))
        events = timing.get("event")
        first = date_range(events[0]) if isinstance(events, list) and events else None
        start = bounds.start if not isinstance(bounds, Problem) else None
        if start is not None or isinstance(first, DateRange):
            return start or first
    return authored(request)
