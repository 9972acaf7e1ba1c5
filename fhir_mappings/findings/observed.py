"""Observations of one question → one fact: the newest settled answer, and a note on whatever stood before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from cds_service.case.items.item import Item
from cds_service.case.record import Note
from cds_service.logic.domain import Choice, Domain, Interval, one_of
from cds_service.logic.fact import Evidence, Why
from fhir_mappings.elements.answers import answer_codings, boolean
from fhir_mappings.elements.choice import components, value_of
from fhir_mappings.elements.coding import keys
from fhir_mappings.elements.moments import effective
from fhir_mappings.elements.problem import Problem, conflicting
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.elements.shape import Object, is_given
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.findings.deciding import Answer, Worst, fact_from, newest_first, note_on
from fhir_mappings.findings.focus import about_another
from fhir_mappings.reader import Found, Sources
from fhir_mappings.resources import Resource, having
from fhir_mappings.terminology import OPEN, translate_all

__all__ = [
    "YES_NO",
    "Answer",
    "Interpret",
    "answers_of",
    "chosen",
    "chosen_or_said",
    "fact_from",
    "latest",
    "latest_boolean",
    "latest_choice",
    "latest_number",
    "note_on",
    "observations",
]

Interpret = Callable[[Resource], Domain | Problem]

YES_NO = "present-absent"
_NOT_OF_THE_PART = frozenset({"component", "dataAbsentReason", "interpretation", "referenceRange", "hasMember"})


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
        said = boolean(resource.body)
        coded = chosen(sources, resource, YES_NO, {"yes": "true", "no": "false"})
        if isinstance(said, Problem):
            return said if isinstance(coded, Problem) and said.why is not Why.UNMAPPED else coded
        if isinstance(coded, Problem):
            return coded if coded.why is Why.CONFLICTING else yes_or_no(said)
        agreed = coded == yes_or_no(said)
        return coded if agreed else conflicting("valueCodeableConcept", "has codings that disagree")

    return latest(sources, item, (codes,), interpret, (_word(worst),))


def latest(sources: Sources, item: Item, codes: Sequence[str], interpret: Interpret, worst: Worst) -> Found:
    """The newest settled answer among the Observations with one of the codes (ids of value sets)."""
    answers, notes = answers_of(sources, codes, interpret)
    return fact_from(item, answers, notes, worst)


def answers_of(sources: Sources, codes: Sequence[str], interpret: Interpret) -> tuple[list[Answer], list[Note]]:
    """Every Observation or component that says something, newest first.

    Future ones are noted and say nothing; those about another person or disease are noted and left out.
    """
    answers: list[Answer] = []
    notes: list[Note] = []
    for resource in observations(sources, codes):
        status = status_of("Observation", resource.body)
        if status is Status.DIFFERENT:
            continue
        elsewhere = about_another(sources, resource)
        if elsewhere is not None:
            notes.append(note_on(elsewhere, resource.reference))
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
    return newest_first(answers), notes


def observations(sources: Sources, codes: Sequence[str]) -> tuple[Resource, ...]:
    """The Observations with a code of the value sets, and such components, as Observations of their own."""
    wanted = frozenset(key for name in codes for key in sources.terminology.value_sets[name].codings)
    return (*_whole(sources, wanted), *_parts(sources, wanted))


def chosen(sources: Sources, resource: Resource, answers: str, words: Mapping[str, str]) -> Domain | Problem:
    """The coded answer of one Observation through a concept map (by id)."""
    codings = answer_codings(resource.body)
    targets = translate_all(sources.terminology.concept_maps[answers], codings)
    definite = {words.get(target, target) for target in targets - {OPEN}}
    if len(definite) > 1:
        return conflicting("valueCodeableConcept", "has codings that disagree")
    if definite:
        return one_of(*definite)
    value = value_of(resource.body)
    if isinstance(value, Problem):
        return value
    if targets:
        return Problem(why=Why.NOT_RECORDED, element=value[0], text="says nothing definite")
    if not codings:
        return Problem(why=Why.UNREADABLE, element=value[0], text="holds no coded answer")
    return Problem(why=Why.UNMAPPED, element=value[0], text="has a code that is not known here")


def chosen_or_said(sources: Sources, resource: Resource, answers: str, words: Mapping[str, str]) -> Domain | Problem:
    """The coded answer, as `chosen` has it, or else what a boolean says."""
    coded = chosen(sources, resource, answers, words)
    if not isinstance(coded, Problem):
        return coded
    said = boolean(resource.body)
    return coded if isinstance(said, Problem) else yes_or_no(said)


def yes_or_no(said: bool) -> Choice:
    """The choice that a boolean leaves."""
    return one_of(_word(said))


def _whole(sources: Sources, wanted: frozenset[tuple[str, str]]) -> Iterator[Resource]:
    """The Observations with one of the codes; a panel without a value of its own speaks through its parts."""
    for resource in having(sources.resources, "Observation", wanted):
        panel = any(is_given(resource.body.get(name)) for name in ("component", "hasMember"))
        if not panel or not isinstance(value_of(resource.body), Problem):
            yield resource


def _parts(sources: Sources, wanted: frozenset[tuple[str, str]]) -> Iterator[Resource]:
    """The components with one of the codes, as Observations with the status, date and specimen of the whole."""
    for resource in having(sources.resources, "Observation.component", wanted):
        for part in components(resource.body):
            if keys(part.get("code")) & wanted:
                yield replace(resource, body=_as_observation(resource.body, part))


def _as_observation(whole: Object, part: Object) -> Object:
    kept = {name: value for name, value in whole.items() if name not in _NOT_OF_THE_PART and name[:5] != "value"}
    return {**kept, **part}


def _word(said: bool) -> str:
    return "true" if said else "false"
