"""Patients for the tests of the cards: records built fact by fact, and the cards they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from cds_service.cards.card import Card
from cds_service.cards.frame import Frame
from cds_service.case.items.dictionary import BY_NAME, ITEMS
from cds_service.case.record import Note, Record, Specimen
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.warnings import WARNINGS
from cds_service.knowledge import Knowledge, assembled
from cds_service.logic.dates import on
from cds_service.logic.domain import Choice, Domain, Interval, exactly, one_of
from cds_service.logic.fact import Evidence, Fact, Why
from cds_service.respond import Advice, advise_on_record
from fhir_mappings.terminology import load_terminology

TODAY = date(2026, 11, 24)
LAST_SCAN = date(2026, 11, 2)
LISTS = frozenset(name for item in ITEMS for name in item.lists)

Written = str | int | bool | Domain
Facts = Mapping[str, Written]

IN_SCOPE: Facts = {
    "nenConfirmed": True,
    "site": "sigmoid",
    "stageIV": True,
    "liverMets": True,
    "age": 56,
}
EXTENT: Facts = {
    **IN_SCOPE,
    "differentiation": "well",
    "grade": "G1",
    "ki67": 2,
    "extraAbd": False,
    "extrahepAbd": "none",
    "primaryInSitu": False,
    "sstr": "positive",
    "progressing": False,
    "functional": False,
    "liverPct": 20,
    "stableMonths": 3,
}
RESECTABLE = {**EXTENT, "resectVerdict": "resectable", "distribution": "localized"}
ALTERNATIVES = {**EXTENT, "resectVerdict": "unresectable"}  # R13 and R16 (X10)
TRANSPLANT = {**ALTERNATIVES, "stableMonths": 12, "liverPctRecent": 20, "recentSstrScan": True}
EMERGENCY = {**EXTENT, "primaryInSitu": True, "primaryComplication": "obstruction"}
CARCINOMA = {**EXTENT, "differentiation": "poor", "grade": "G3", "ki67": 70}
CONTRADICTION = {**EXTENT, "primaryInSitu": True, "extraAbd": True}
NO_TARGET = {**ALTERNATIVES, "sstr": "negative"}
DIAGNOSIS_OPEN: Facts = {**IN_SCOPE, "grade": "G3", "ki67": 40, "primaryInSitu": True}


@cache
def knowledge() -> Knowledge:
    """The guideline as the service uses it."""
    return assembled(RECOMMENDATIONS, WARNINGS, QUESTIONS, load_terminology())


GUIDELINE = {"id": "stage-iv-sigmoid-net", "version": "1", "hash": "abc"}


def frame(hook_instance: str = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", encounter: str | None = None) -> Frame:
    """A call about patient p1."""
    return Frame(
        hook_instance=hook_instance,
        patient_id="p1",
        encounter_id=encounter,
        terminology=knowledge().terminology,
        guideline=GUIDELINE,
    )


def domain(written: Written) -> Domain:
    """True, "well", 2 or a domain → the domain."""
    if isinstance(written, Choice | Interval):
        return written
    if isinstance(written, bool):
        return one_of("true" if written else "false")
    return one_of(written) if isinstance(written, str) else exactly(written)


def fact(written: Written, label: str | None = None, day: date = LAST_SCAN) -> Fact:
    """A recorded fact with one dated piece of evidence."""
    return Fact(possible=domain(written), evidence=(Evidence(reference="Observation/o1", date=on(day), label=label),))


def record(
    facts: Facts,
    *,
    labels: Mapping[str, str] | None = None,
    specimens: tuple[Specimen, ...] = (),
    notes: tuple[Note, ...] = (),
    not_retrieved: frozenset[str] = frozenset(),
) -> Record:
    """A record with these facts; every list was retrieved unless said otherwise."""
    said = labels or {}
    return Record(
        facts={name: fact(written, said.get(name)) for name, written in facts.items()},
        specimens=specimens,
        notes=notes,
        retrieved=LISTS - not_retrieved,
    )


def advice(of: Record | Facts, at: Frame | None = None, using: Knowledge | None = None) -> Advice:
    """What the service answers for this record (or these facts) today."""
    found = of if isinstance(of, Record) else record(of)
    return advise_on_record(using or knowledge(), found, at or frame(), TODAY)


def cards(of: Record | Facts, at: Frame | None = None, using: Knowledge | None = None) -> tuple[Card, ...]:
    """The cards of that answer."""
    return advice(of, at, using).cards


def topics(found: tuple[Card, ...]) -> list[str]:
    """What the cards are about, in their order."""
    return [card.source.topic.code for card in found]


def open_fact(name: str, why: Why = Why.NOT_RECORDED) -> Fact:
    """An item of which nothing is known."""
    return Fact(possible=BY_NAME[name].range, why=why)
