"""Every invariant holds in every state of knowledge; recommendations that contradict each other do not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import combinations
from time import perf_counter

import pytest

from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import Status
from cds_service.logic.diagram import Diagram, outcomes
from tests.guideline.proof.invariants import INVARIANTS, Invariant
from tests.guideline.proof.space import Space, whole_space

BY_ID = {one.id: one for one in RECOMMENDATIONS}
BOTH_FIRM = [Status.RECOMMENDED, Status.RECOMMENDED]


@cache
def space() -> Space:
    """The case space, drawn once for all invariants."""
    return whole_space()


def _diagrams(invariant: Invariant) -> list[Diagram]:
    return [space().status(BY_ID[one]) if isinstance(one, str) else space().truth(one) for one in invariant.reads]


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda one: one.says)
def test_no_state_of_knowledge_breaks_the_invariant(invariant: Invariant) -> None:
    broken = space().merge(_diagrams(invariant), invariant.forbidden)
    assert space().counterexample(broken, wrong=True) is None


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda one: one.says)
def test_every_invariant_could_be_broken(invariant: Invariant) -> None:
    """It forbids something that its parts, taken alone, could say: an invariant that cannot fail proves nothing."""
    possible = [sorted(outcomes(diagram), key=str) for diagram in _diagrams(invariant)]
    assert any(invariant.forbidden(list(answers)) for answers in _product(possible))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(one, other, id=f"{one.id}-{other.id}")
        for one, other in combinations(RECOMMENDATIONS, 2)
        if one.acts_on is not None and one.acts_on is other.acts_on
    ],
)
def test_two_for_the_same_target_are_firm_together_only_where_one_says_so(
    one: Recommendation, other: Recommendation
) -> None:
    together = space().merge([space().status(one), space().status(other)], lambda found: found == BOTH_FIRM)
    found = space().counterexample(together, wrong=True)
    if _is_declared(one, other):
        assert found is not None, "declared to stand beside each other, and never do"
    else:
        assert found is None, f"{one.id} and {other.id} contradict each other; declare `beside` with its source"


def test_the_space_is_covered_whole_and_fast(record_property: Callable[[str, object], None]) -> None:
    start = perf_counter()
    fresh = whole_space()
    for recommendation in RECOMMENDATIONS:
        fresh.status(recommendation)
    seconds = perf_counter() - start
    record_property("states of knowledge", f"{fresh.size:.1e}")
    record_property("seconds", f"{seconds:.2f}")
    print(f"\n{fresh.size:.1e} states of knowledge over {len(fresh.states)} items in {seconds:.2f} s")
    assert fresh.size > 1e20
    assert all(fresh.states.values())


def _is_declared(one: Recommendation, other: Recommendation) -> bool:
    return other.id in {beside.id for beside in one.beside} or one.id in {beside.id for beside in other.beside}


def _product(possible: list[list[object]]) -> list[tuple[object, ...]]:
    combined: list[tuple[object, ...]] = [()]
    for outcomes_of_one in possible:
        combined = [(*found, outcome) for found in combined for outcome in outcomes_of_one]
    return combined
