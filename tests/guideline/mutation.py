"""A recommendation → every copy of it in which one leaf test is negated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from cds_service.guideline.recommendation import CertaintyRow, Recommendation, StrengthRow
from cds_service.logic.criterion import Criterion, Every, Not, Some, Test

GATES = (
    "population",
    "trigger",
    "eligibility",
    "safety",
    "conflict",
    "done_when",
    "needs_first",
    "lowered_when",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """`where` names the part and the way down to the leaf, `recommendation` is the changed copy."""

    where: str
    recommendation: Recommendation

    def __str__(self) -> str:
        return f"{self.recommendation.id}-{self.where}"


def mutants(recommendation: Recommendation) -> Iterator[Mutant]:
    """One mutant per leaf of every gate and of every row of the strength and certainty tables."""
    for gate in GATES:
        for where, criterion in flipped(getattr(recommendation, gate)):
            changed: Any = {gate: criterion}
            yield Mutant(where=f"{gate}: {where}", recommendation=replace(recommendation, **changed))
    yield from _strength_mutants(recommendation)
    yield from _certainty_mutants(recommendation)


def flipped(criterion: Criterion) -> Iterator[tuple[str, Criterion]]:
    """Every copy of the criterion with one leaf negated: what held fails, what failed holds, open stays open."""
    if isinstance(criterion, Test):
        yield criterion.text, Not(of=criterion)
    elif isinstance(criterion, Every | Some):
        for place, part in enumerate(criterion.of):
            for where, other in flipped(part):
                changed = (*criterion.of[:place], other, *criterion.of[place + 1 :])
                yield f"{place} {where}", replace(criterion, of=changed)
    else:
        for where, other in flipped(criterion.of):
            yield where, replace(criterion, of=other)


def _strength_mutants(recommendation: Recommendation) -> Iterator[Mutant]:
    rows = recommendation.strength
    for place, row in enumerate(rows):
        for where, criterion in flipped(row.when):
            changed = (*rows[:place], StrengthRow(when=criterion, strength=row.strength), *rows[place + 1 :])
            yield Mutant(where=f"strength {place}: {where}", recommendation=replace(recommendation, strength=changed))


def _certainty_mutants(recommendation: Recommendation) -> Iterator[Mutant]:
    rows = recommendation.certainty
    for place, row in enumerate(rows):
        for where, criterion in flipped(row.when):
            changed = (*rows[:place], CertaintyRow(when=criterion, certainty=row.certainty), *rows[place + 1 :])
            yield Mutant(where=f"certainty {place}: {where}", recommendation=replace(recommendation, certainty=changed))
