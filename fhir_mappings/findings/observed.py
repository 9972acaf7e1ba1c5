"""Observations of one question → one fact: the newest settled answer, and a note on whatever stood before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cds_service.case.items.item import Item
from cds_service.case.record import Note
from cds_service.logic.dates import DateRange
from cds_service.logic.domain import Choice, Domain, Interval, one_of
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.answers import answer_codings, boolean
from fhir_mappings.elements.moments import effective
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.reader import NOTHING, Found, Sources
from fhir_mappings.resources import Resource, having
from fhir_mappings.terminology import OPEN, translate

Interpret = Callable[[Resource], Domain | Problem]
# What wins when two answers of one day disagree: words from worst to best, or an end of the number line;
# with neither, the contradiction stays open.
Worst = tuple[str, ...] | Literal["high", "low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One Observation's answer to the question: a domain, or the problem that it has instead."""

    said: Domain | Problem
    when: DateRange | None
    evidence: Evidence
    resource: Resource


def latest_choice(
    sources: Sources,
    item: Item,
    codes: str,
    answers: str,
    words: Mapping[str, str] | None = None,
    safer: tuple[str, ...] = (),
) -> Found:
    """A coded answer. `words`: target code → word of the item where they differ; `safer`: words from worst to best."""

    def interpret(resource: Resource) -> Domain | Problem:
        return chosen(sources, resource, answers, words or {})

    return latest(sources, item, (codes,), interpret, safer)


def latest_number(
    sources: Sources,
    item: Item,
    codes: Sequence[str],
    unit: str,
    analyte: str | None = None,
    worst: Literal["high", "low"] = "high",
) -> Found:
    """A measured answer in `unit`, inside the item's range."""

    def interpret(resource: Resource) -> Domain | Problem:
        if not isinstance(item.range, Interval):
            raise TypeError(f"{item.name} is not a number")
        return quantity(resource.body, unit=unit, plausible=item.range, analyte=analyte)

    return latest(sources, item, codes, interpret, worst)


def latest_boolean(sources: Sources, item: Item, codes: str, worst: bool) -> Found:
    """A yes-or-no answer; `worst` is the one that wins on the same day."""

    def interpret(resource: Resource) -> Domain | Problem:
        coded = chosen(sources, resource, "present-absent", {"yes": "true", "no": "false"})
        if not isinstance(coded, Problem):
            return coded
        said = boolean(resource.body)
        return said if isinstance(said, Problem) else yes_or_no(said)

    return latest(sources, item, (codes,), interpret, (_word(worst),))


def latest(sources: Sources, item: Item, codes: Sequence[str], interpret: Interpret, worst: Worst) -> Found:
    """The newest settled answer among the Observations with one of the codes (ids of value sets)."""
    answers, notes = answers_of(sources, codes, interpret)
    return fact_from(item, answers, notes, worst)


def answers_of(sources: Sources, codes: Sequence[str], interpret: Interpret) -> tuple[list[Answer], list[Note]]:
    """Every Observation that says something, newest first; future ones are noted and left out."""
    wanted = frozenset(key for name in codes for key in sources.terminology.value_sets[name].codings)
    answers: list[Answer] = []
    notes: list[Note] = []
    for resource in having(sources.resources, "Observation", wanted):
        status = status_of("Observation", resource.body)
        if status is Status.DIFFERENT:
            continue
        when = effective(resource.body)
        dated = None if isinstance(when, Problem) else when
        said = status if isinstance(status, Problem) else interpret(resource)
        if dated is not None and dated.earliest > sources.as_of:
            said = Problem(why=Why.UNREADABLE, element="effective", text="lies after the day of evaluation")
        elif status is Status.PRELIMINARY:
            said = Problem(why=Why.PRELIMINARY, element="status", text="is preliminary")
        evidence = Evidence(reference=resource.reference, date=dated)
        answers.append(Answer(said=said, when=dated, evidence=evidence, resource=resource))
        if isinstance(when, Problem):
            notes.append(note_on(when, resource.reference))
    return answers, notes


def fact_from(item: Item, answers: Iterable[Answer], notes: Sequence[Note], worst: Worst) -> Found:
    """The newest settled answer as the fact; what is newer and unusable becomes notes; none settled leaves it open."""
    seen: list[Note] = list(notes)
    reasons: list[Why] = []
    for position, answer in enumerate(found := list(answers)):
        if isinstance(answer.said, Problem):
            reasons.append(answer.said.why)
            seen.append(note_on(answer.said, answer.evidence.reference))
            continue
        return _settled(item, answer, found[position + 1 :], seen, worst)
    if not found:
        return NOTHING
    evidence = tuple(answer.evidence for answer in found)
    return Found(facts={item.name: Fact(possible=item.range, why=reasons[0], evidence=evidence)}, notes=tuple(seen))


def chosen(sources: Sources, resource: Resource, answers: str, words: Mapping[str, str]) -> Domain | Problem:
    """The coded answer of one Observation through a concept map (by id)."""
    concept_map = sources.terminology.concept_maps[answers]
    codings = answer_codings(resource.body)
    targets = {target for coding in codings if (target := translate(concept_map, coding)) is not None}
    definite = {words.get(target, target) for target in targets - {OPEN}}
    if len(definite) > 1:
        return Problem(why=Why.CONFLICTING, element="valueCodeableConcept", text="has codings that disagree")
    if definite:
        return one_of(*definite)
    if targets:
        return Problem(why=Why.NOT_RECORDED, element="valueCodeableConcept", text="says nothing definite")
    if not codings:
        return Problem(why=Why.UNREADABLE, element="value", text="holds no coded answer")
    return Problem(why=Why.UNMAPPED, element="valueCodeableConcept", text="has a code that is not known here")


def yes_or_no(said: bool) -> Choice:
    """The choice that a boolean leaves."""
    return one_of(_word(said))


def _settled(item: Item, newest: Answer, older: Sequence[Answer], notes: list[Note], worst: Worst) -> Found:
    """Same-day contradictions take the safer value, with a note (ruling 25)."""
    same_day = [
        other
        for other in older
        if newest.when is not None and other.when == newest.when and not isinstance(other.said, Problem)
    ]
    answers = [answer.said for answer in (newest, *same_day) if not isinstance(answer.said, Problem)]
    evidence = tuple(answer.evidence for answer in (newest, *same_day))
    if len(set(answers)) == 1:
        return Found(facts={item.name: Fact(possible=answers[0], evidence=evidence)}, notes=tuple(notes))
    if not worst:
        notes.append(Note(text="two answers of one day contradict each other", reference=newest.evidence.reference))
        fact = Fact(possible=item.range, why=Why.CONFLICTING, evidence=evidence)
    else:
        notes.append(Note(text="answers of one day disagree; the safer is used", reference=newest.evidence.reference))
        fact = Fact(possible=min(answers, key=lambda said: _rank(said, worst)), evidence=evidence)
    return Found(facts={item.name: fact}, notes=tuple(notes))


def _rank(said: Domain, worst: Worst) -> tuple[Decimal, Decimal]:
    """Smaller is worse."""
    if isinstance(said, Interval):
        return (-said.high, -said.low) if worst == "high" else (said.low, said.high)
    places = [worst.index(word) if word in worst else len(worst) for word in said.members]
    return Decimal(min(places)), Decimal(len(places))


def _word(said: bool) -> str:
    return "true" if said else "false"


def note_on(problem: Problem, reference: str) -> Note:
    """What could not be used, and where."""
    return Note(text=f"not used: {problem.element} {problem.text}", reference=reference, element=problem.element)
