"""PF01, PF02: deceased (Patient.deceased[x]) and age in completed years (a full or partial Patient.birthDate)."""

from __future__ import annotations

from datetime import date

from cds_service.case.items.item import FALSE, TRUE, Item
from cds_service.case.items.patient import AGE, DECEASED
from cds_service.logic.dates import DateRange
from cds_service.logic.domain import Domain
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.dates import date_range
from fhir_mappings.elements.problem import Problem, conflicting, unreadable
from fhir_mappings.elements.shape import is_given, text
from fhir_mappings.findings.age import completed_years
from fhir_mappings.findings.observed import note_on
from fhir_mappings.reader import NOTHING, Found, Reader, Sources
from fhir_mappings.resources import Resource

_DEATH = frozenset({"deceasedBoolean", "deceasedDateTime"})
_SAID = {"true": True, "false": False}


def _read(sources: Sources) -> Found:
    patient = sources.resources.patient
    if patient is None:
        return NOTHING
    disputed = sources.resources.disputed
    age = _disputed(AGE, patient) if "birthDate" in disputed else _age(patient, sources.as_of)
    death = _disputed(DECEASED, patient) if disputed & _DEATH else _deceased(patient, sources.as_of)
    return Found(facts={**age.facts, **death.facts}, notes=(*age.notes, *death.notes))


def _disputed(item: Item, patient: Resource) -> Found:
    problem = conflicting("Patient", f"was sent twice with different content about {item.label}")
    return _found(item, problem, patient)


def _age(patient: Resource, as_of: date) -> Found:
    years = completed_years(patient, as_of)
    if isinstance(years, Problem) and years.why is Why.NOT_RECORDED:
        return NOTHING
    return _found(AGE, years, patient)


def _deceased(patient: Resource, as_of: date) -> Found:
    flag, day = patient.body.get("deceasedBoolean"), patient.body.get("deceasedDateTime")
    if is_given(day):
        died = date_range(day, "deceasedDateTime")
        if _flag(flag) is False:
            return _found(DECEASED, conflicting("deceased[x]", "says no and gives a date of death"), patient)
        if isinstance(died, DateRange) and died.earliest > as_of:
            died = unreadable("deceasedDateTime", "lies after the day of evaluation")
        return _found(DECEASED, died if isinstance(died, Problem) else TRUE, patient)
    if not is_given(flag):
        return NOTHING
    said = _flag(flag)
    problem = unreadable("deceasedBoolean", "is neither true nor false")
    return _found(DECEASED, problem if said is None else TRUE if said else FALSE, patient)


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else _SAID.get((text(value) or "").lower())


def _found(item: Item, said: Domain | Problem, patient: Resource) -> Found:
    evidence = (Evidence(reference=patient.reference),)
    if not isinstance(said, Problem):
        return Found(facts={item.name: Fact(possible=said, evidence=evidence)})
    fact = Fact(possible=item.range, why=said.why, evidence=evidence)
    return Found(facts={item.name: fact}, notes=(note_on(said, patient.reference),))


READER = Reader(items=(DECEASED.name, AGE.name), lists=("patient",), codes=(), read=_read)
