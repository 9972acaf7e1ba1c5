"""Criteria: tests on facts and their combinations, as plain values that can be evaluated, drawn and negated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cds_service.logic.domain import Domain, intersection, is_within
from cds_service.logic.fact import Evidence, Fact
from cds_service.logic.truth import Truth, every, some


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A leaf: true if every value still possible lies in `holds`, false if every one lies in `fails`.

    A value in neither (an uptake that is "mixed") leaves the test unknown even when it is settled.
    """

    __test__ = False  # pytest would take the name for a test class

    item: str
    holds: Domain
    fails: tuple[Domain, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Strong Kleene conjunction."""

    of: tuple[Criterion, ...]
    text: str = "all of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """Strong Kleene disjunction."""

    of: tuple[Criterion, ...]
    text: str = "any of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Strong Kleene negation."""

    of: Criterion
    text: str = "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """True when the criterion is true, otherwise unknown: "only if it is confirmed", never a reason against."""

    of: Criterion
    text: str = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenKnown:
    """True when the criterion is true, otherwise false: acts only on what is known to be the case.

    Not monotone on purpose: it is the logic of safety blocks at patient-view [A1].
    """

    of: Criterion
    text: str = "known that"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A criterion with a name of its own and the passages it is read from."""

    id: str
    text: str
    of: Criterion
    sources: tuple[str, ...] = ()


Criterion = Test | Every | Some | Not | Confirmed | WhenKnown | Definition

Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A criterion with its answer on one case, the evidence behind each leaf, and the traces below it."""

    criterion: Criterion
    answer: Truth
    evidence: tuple[Evidence, ...] = ()
    children: tuple[Trace, ...] = ()


def evaluate(criterion: Criterion, facts: Facts) -> Trace:
    """Criterion × facts → its answer with reasons. Raises `KeyError` for an item without a fact."""
    if isinstance(criterion, Test):
        fact = facts[criterion.item]
        return Trace(criterion=criterion, answer=answer_of(criterion, fact.possible), evidence=fact.evidence)
    children = tuple(evaluate(part, facts) for part in parts(criterion))
    answer = combine(criterion, [child.answer for child in children])
    return Trace(criterion=criterion, answer=answer, children=children)


def answer_of(test: Test, possible: Domain) -> Truth:
    """The answer of one test when the item may have any value of `possible`."""
    if is_within(possible, test.holds):
        return Truth.TRUE
    if _meets(possible, test.holds):
        return Truth.UNKNOWN
    return Truth.FALSE if any(is_within(possible, region) for region in test.fails) else Truth.UNKNOWN


def combine(criterion: Criterion, answers: list[Truth]) -> Truth:
    """The answer of a criterion from the answers of its parts."""
    match criterion:
        case Every():
            return every(answers)
        case Some():
            return some(answers)
        case Not():
            return ~answers[0]
        case Confirmed():
            return Truth.TRUE if answers[0] is Truth.TRUE else Truth.UNKNOWN
        case WhenKnown():
            return Truth.TRUE if answers[0] is Truth.TRUE else Truth.FALSE
        case _:
            return answers[0]


def parts(criterion: Criterion) -> tuple[Criterion, ...]:
    """The criteria directly below this one."""
    if isinstance(criterion, Test):
        return ()
    return criterion.of if isinstance(criterion, Every | Some) else (criterion.of,)


def tests(criterion: Criterion) -> Iterator[Test]:
    """Every leaf, in reading order."""
    if isinstance(criterion, Test):
        yield criterion
    for part in parts(criterion):
        yield from tests(part)


def open_items(trace: Trace) -> tuple[str, ...]:
    """The residue: items whose leaves are unknown below unknown criteria only, in reading order, once each.

    An unknown leaf below a settled criterion can no longer change the answer.
    """
    if trace.answer is not Truth.UNKNOWN:
        return ()
    if isinstance(trace.criterion, Test):
        return (trace.criterion.item,)
    found = (item for child in trace.children for item in open_items(child))
    return tuple(dict.fromkeys(found))


def _meets(one: Domain, other: Domain) -> bool:
    return intersection(one, other) is not None
