"""Answers to one question, newest first → one fact, and a note on whatever was passed over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from cds_service.case.items.item import Item
from cds_service.case.record import Note
from cds_service.logic.dates import DateRange
from cds_service.logic.domain import Choice, Domain, Interval
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.remarks import remarks
from fhir_mappings.reader import NOTHING, Found
from fhir_mappings.resources import Resource

# What wins when two answers of one day disagree: words from worst to best, or an end of the number line;
# with neither, the contradiction stays open.
Worst = tuple[str, ...] | Literal["high", "low"]

# An answer that may contradict the older ones, although we cannot tell what it says.
_OPENING = frozenset({Why.UNMAPPED, Why.CONFLICTING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One Observation's answer to the question: a domain, or the problem that it has instead."""

    said: Domain | Problem
    when: DateRange | None
    evidence: Evidence
    resource: Resource


def fact_from(item: Item, answers: Iterable[Answer], notes: Sequence[Note], worst: Worst) -> Found:
    """The newest settled answer as the fact; what is newer and unusable becomes notes.

    A newer answer whose code is unknown, or that contradicts itself, opens the fact: it may say the opposite. One
    that cannot be believed casts doubt on the fact. None settled leaves the fact open, for the reason of the newest.
    No answers: no fact.
    """
    found, seen = list(answers), list(notes)
    doubts: list[Answer] = []
    for answer in found:
        if isinstance(answer.said, Problem):
            seen.append(note_on(answer.said, answer.evidence.reference))
            doubts += [answer] if answer.said.doubts else []
        if not isinstance(answer.said, Problem) or answer.said.why in _OPENING:
            decided = _decided(item, _of_the_day(answer, found), seen, worst)
            notes = (*decided.notes, *remarks_on([answer]))
            return replace(decided, doubts=_doubts(item, doubts, decided), notes=notes)
    if not found:
        return NOTHING
    evidence = tuple(answer.evidence for answer in found)
    why = found[0].said.why if isinstance(found[0].said, Problem) else None
    return _found(item, Fact(possible=item.range, why=why, evidence=evidence), seen)


def _doubts(item: Item, doubting: Sequence[Answer], decided: Found) -> dict[str, Fact]:
    if not doubting or not isinstance(doubting[0].said, Problem):
        return {}
    evidence = (*(answer.evidence for answer in doubting), *decided.facts[item.name].evidence)
    return {item.name: Fact(possible=item.range, why=doubting[0].said.why, evidence=evidence)}


def note_on(problem: Problem, reference: str) -> Note:
    """What could not be used, and where."""
    return Note(text=f"not used: {problem.element} {problem.text}", reference=reference, element=problem.element)


def remarks_on(answers: Iterable[Answer]) -> tuple[Note, ...]:
    """What a person should know about answers that could be read."""
    read = [answer for answer in answers if isinstance(answer.said, Interval | Choice)]
    return tuple(
        Note(text=said, reference=answer.evidence.reference, element=element)
        for answer in read
        for element, said in remarks(answer.resource.body)
    )


def is_opening(answer: Answer) -> bool:
    """True for an answer that opens the fact: of an unknown code, or one that contradicts itself."""
    return isinstance(answer.said, Problem) and answer.said.why in _OPENING


def is_older(one: Answer, other: Answer) -> bool:
    """True when the dates tell that one answer is older than another; an undated one is older than any dated one."""
    if one.when is None or other.when is None:
        return one.when is None and other.when is not None
    return one.when.latest < other.when.earliest


def newest_first(answers: Iterable[Answer]) -> list[Answer]:
    """The answers by their day; undated ones come last, those of one day stay in their order."""
    return sorted(answers, key=lambda answer: str(answer.when.latest) if answer.when else "", reverse=True)


def _decided(item: Item, group: Sequence[Answer], notes: list[Note], worst: Worst) -> Found:
    """Same-day contradictions take the safer value, with a note (ruling 25)."""
    opening = [answer for answer in group if is_opening(answer)]
    said = list(dict.fromkeys(answer.said for answer in group if not isinstance(answer.said, Problem)))
    if opening:
        notes += [note_on(a.said, a.evidence.reference) for a in opening if isinstance(a.said, Problem)]
        why = opening[0].said.why if isinstance(opening[0].said, Problem) else None
        return _found(item, Fact(possible=item.range, why=why, evidence=_evidence(opening, group)), notes)
    if len(said) == 1:
        return _found(item, Fact(possible=said[0], evidence=_evidence(group)), notes)
    if not worst:
        notes.append(_disagreement("two answers of one day contradict each other", item, group, said))
        return _found(item, Fact(possible=item.range, why=Why.CONFLICTING, evidence=_evidence(group)), notes)
    notes.append(_disagreement("answers of one day disagree; the safer is used", item, group, said))
    chosen = min(said, key=lambda domain: _rank(domain, worst))
    deciding = [answer for answer in group if answer.said == chosen]
    return _found(item, Fact(possible=chosen, evidence=_evidence(deciding, group)), notes)


def _disagreement(text: str, item: Item, group: Sequence[Answer], said: Iterable[Domain]) -> Note:
    newest = group[0]
    return Note(text=text, reference=newest.evidence.reference, item=item.name, said=tuple(said), when=newest.when)


def _of_the_day(newest: Answer, found: Iterable[Answer]) -> list[Answer]:
    decisive = (answer for answer in found if not isinstance(answer.said, Problem) or is_opening(answer))
    return [answer for answer in decisive if _at_once(newest, answer)]


def _at_once(newest: Answer, other: Answer) -> bool:
    """Whether another answer may be of the same day, as far as their dates tell; undated ones only among themselves."""
    if newest.when is None or other.when is None:
        return newest.when is other.when
    return other.when.earliest <= newest.when.latest and newest.when.earliest <= other.when.latest


def _rank(said: Domain, worst: Worst) -> tuple[Decimal, Decimal]:
    """Smaller is worse."""
    if isinstance(said, Interval):
        return (-said.high, -said.low) if worst == "high" else (said.low, said.high)
    places = [worst.index(word) if word in worst else len(worst) for word in said.members]
    return Decimal(min(places)), Decimal(len(places))


def _evidence(*groups: Iterable[Answer]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(answer.evidence for group in groups for answer in group))


def _found(item: Item, fact: Fact, notes: Iterable[Note]) -> Found:
    return Found(facts={item.name: fact}, notes=tuple(dict.fromkeys(notes)))
