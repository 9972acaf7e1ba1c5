"""PF63: creatinine, and its clearance as reported or by Cockcroft–Gault; an eGFR per 1.73 m² is no substitute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from cds_service.case.items.item import Item, Span, numbers
from cds_service.case.items.organs import CRCL, CREATININE
from cds_service.case.record import Note
from cds_service.logic.domain import Interval, exactly, intersection
from cds_service.logic.fact import Fact, Why
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.findings.age import completed_years
from fhir_mappings.findings.cockcroft_gault import clearance, sex_factor
from fhir_mappings.findings.laboratory import laboratory
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import having

_CLEARANCE, _CREATININE = "creatinine-clearance-observations", "creatinine-observations"
_WEIGHT, _EGFR = "body-weight-observations", "egfr-observations"
_WEIGHT_LASTS = Span(days=90)
_KILOGRAMS = Item(name="weight", code=CRCL.code, label="body weight", range=numbers(20, 400), unit="kg")


def _read(sources: Sources) -> Found:
    reported = laboratory(sources, CRCL, _CLEARANCE, worst="low")
    creatinine = laboratory(sources, CREATININE, _CREATININE, analyte="creatinine")
    computed = _computed(sources, creatinine.facts.get(CREATININE.name))
    chosen = _chosen(sources, reported.facts.get(CRCL.name), computed.facts.get(CRCL.name))
    fact, notes = chosen.facts.get(CRCL.name), (*reported.notes, *creatinine.notes, *chosen.notes)
    if fact is None or fact.why is not None:
        notes = (*notes, *computed.notes, *_egfr(sources))
    was_computed = fact is not None and fact == computed.facts.get(CRCL.name)
    doubts = _of_the_clearance(creatinine.doubts) if was_computed else reported.doubts
    return Found(facts={**creatinine.facts, **chosen.facts}, doubts={**creatinine.doubts, **doubts}, notes=notes)


def _of_the_clearance(doubts: Mapping[str, Fact]) -> dict[str, Fact]:
    """A clearance is as doubtful as the creatinine that it was computed from."""
    found = doubts.get(CREATININE.name)
    return {CRCL.name: replace(found, possible=CRCL.range)} if found else {}


def _chosen(sources: Sources, reported: Fact | None, computed: Fact | None) -> Found:
    """The reported clearance, unless a newer creatinine gives a lower one or the reported one is no longer fresh."""
    if computed is None or reported is None or computed.why is not None:
        fact = reported or computed
        return Found(facts={CRCL.name: fact} if fact else {})
    if reported.why is not None or (_is_newer(computed, reported) and _gives_way(sources, reported, computed)):
        text = "the creatinine clearance was computed (Cockcroft–Gault): the reported one is older or cannot be used"
        return Found(facts={CRCL.name: computed}, notes=(Note(text=text, reference=computed.evidence[0].reference),))
    return Found(facts={CRCL.name: reported})


def _is_newer(one: Fact, other: Fact) -> bool:
    first, second = one.evidence[0].date, other.evidence[0].date
    return first is not None and (second is None or first.earliest > second.latest)


def _gives_way(sources: Sources, reported: Fact, computed: Fact) -> bool:
    date = reported.evidence[0].date
    if date is None or CRCL.fresh is None or date.earliest < CRCL.fresh.start(sources.as_of):
        return True
    return _low(computed) < _low(reported)


def _low(fact: Fact) -> Decimal:
    return fact.possible.low if isinstance(fact.possible, Interval) else Decimal(0)


def _computed(sources: Sources, creatinine: Fact | None) -> Found:
    """From a creatinine that is settled; the clearance is as old as the creatinine."""
    patient = sources.resources.patient
    if creatinine is None or creatinine.why is not None or not isinstance(creatinine.possible, Interval):
        return Found()
    age = completed_years(patient, sources.as_of) if patient else None
    factor = sex_factor(patient.body.get("gender")) if patient else None
    weight, notes = _weight(sources)
    if not isinstance(age, Interval) or factor is None or weight is None:
        text = "the creatinine clearance cannot be computed without age, sex and a body weight of the last 90 days"
        return Found(notes=(*notes, Note(text=text, reference=creatinine.evidence[0].reference)))
    fact = _within(clearance(age, weight, factor, creatinine.possible), creatinine)
    text = "the creatinine clearance computed from it is implausibly high and was not used"
    unbelievable = Note(text=text, reference=creatinine.evidence[0].reference)
    return Found(facts={CRCL.name: fact}, notes=notes if fact.why is None else (*notes, unbelievable))


def _within(found: Interval, creatinine: Fact) -> Fact:
    """A clearance below what is plausible counts as the lowest plausible one; one far above it is not believed."""
    if not isinstance(CRCL.range, Interval):
        raise TypeError(f"{CRCL.name} is not a measured item")
    possible = intersection(found, CRCL.range)
    if possible is None and found.high < CRCL.range.low:
        possible = exactly(CRCL.range.low)
    if possible is None:
        return Fact(possible=CRCL.range, why=Why.UNREADABLE, evidence=creatinine.evidence)
    return Fact(possible=possible, evidence=creatinine.evidence)


def _weight(sources: Sources) -> tuple[Interval | None, tuple[Note, ...]]:
    found = laboratory(sources, _KILOGRAMS, _WEIGHT, worst="low")
    fact = found.facts.get(_KILOGRAMS.name)
    if fact is None or fact.why is not None or not isinstance(fact.possible, Interval):
        return None, found.notes
    date = fact.evidence[0].date
    recent = date is not None and date.earliest >= _WEIGHT_LASTS.start(sources.as_of)
    return (fact.possible if recent else None), found.notes


def _egfr(sources: Sources) -> tuple[Note, ...]:
    found = having(sources.resources, "Observation", sources.terminology.value_sets[_EGFR].codings)
    counting = [one for one in found if status_of("Observation", one.body) is Status.COUNTS]
    text = "an eGFR per 1.73 m² is no substitute for the creatinine clearance"
    return tuple(Note(text=text, reference=one.reference) for one in counting[:1])


READER = Reader(
    items=(CRCL.name, CREATININE.name),
    lists=("patient", "observations"),
    codes=(_CLEARANCE, _CREATININE, _WEIGHT, _EGFR),
    read=_read,
)
