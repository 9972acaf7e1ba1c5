"""PF01, PF02: deceased and age in completed years, from the Patient."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cds_service.case.item import FALSE, TRUE
from cds_service.case.patient import AGE, DECEASED
from cds_service.case.record import Note
from cds_service.logic.dates import DateRange, whole_years
from cds_service.logic.domain import Interval
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.dates import date_range
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.shape import is_given
from fhir_mappings.reader import NOTHING, Found, Reader, Sources
from fhir_mappings.resources import Resource

_OLDEST = 120


def _read(sources: Sources) -> Found:
    patient = sources.resources.patient
    if patient is None:
        return NOTHING
    age, notes = _age(patient, sources.as_of)
    deceased = _deceased(patient)
    facts = {**({DECEASED.name: deceased} if deceased else {}), **({AGE.name: age} if age else {})}
    return Found(facts=facts, notes=notes)


def _deceased(patient: Resource) -> Fact | None:
    said, when = patient.body.get("deceasedBoolean"), patient.body.get("deceasedDateTime")
    evidence = (Evidence(reference=patient.reference),)
    if said is True or is_given(when):
        return Fact(possible=TRUE, evidence=evidence)
    return Fact(possible=FALSE, evidence=evidence) if said is False else None


def _age(patient: Resource, as_of: date) -> tuple[Fact | None, tuple[Note, ...]]:
    if not is_given(patient.body.get("birthDate")):
        return None, ()
    born = date_range(patient.body["birthDate"], "birthDate")
    evidence = (Evidence(reference=patient.reference),)
    age = born if isinstance(born, Problem) else _years(born, as_of)
    if age is None or isinstance(age, Problem):
        note = Note(text="the birth date cannot be used", reference=patient.reference, element="birthDate")
        return Fact(possible=AGE.range, why=Why.UNREADABLE, evidence=evidence), (note,)
    return Fact(possible=age, evidence=evidence), ()


def _years(born: DateRange, as_of: date) -> Interval | None:
    youngest, oldest = whole_years(born.latest, as_of), whole_years(born.earliest, as_of)
    if youngest < 0 or oldest > _OLDEST:
        return None
    return Interval(low=Decimal(youngest), high=Decimal(oldest))


READER = Reader(items=(DECEASED.name, AGE.name), lists=("patient",), codes=(), read=_read)
