"""Decision diagrams: everything a function of open facts can still become, drawn once and without repetition.

A node asks for one item and has one branch per region that the criteria distinguish; a leaf is an outcome.
Diagrams are reduced: a node whose branches all lead to the same place does not exist, equal parts are shared.
So an item stands in a diagram if and only if some completion of the other open items makes it decide the outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cds_service.logic.criterion import Criterion, Facts, Test, WhenKnown, answer_of, combine, evaluate, parts
from cds_service.logic.domain import Domain
from cds_service.logic.truth import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """An outcome."""

    outcome: Hashable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """A question: one branch per region of the item, in the order of the regions. Compared by identity."""

    rank: int
    item: str
    branches: tuple[Diagram, ...]


Diagram = Leaf | Node

Regions = Mapping[str, Sequence[Domain]]


class Drawing:
    """The workshop in which diagrams over the same regions are drawn, so that equal parts are the same object.

    `regions` holds, by item name, the parts of what is still possible that the criteria tell apart. With `facts`,
    `WhenKnown` is answered by what is known now, and not by what a completion would add; without, by the completion.
    """

    def __init__(self, regions: Regions, facts: Facts | None = None) -> None:
        self._regions: Final = regions
        self._facts: Final = facts
        self._ranks: Final = {item: rank for rank, item in enumerate(regions)}
        self._leaves: Final[dict[Hashable, Leaf]] = {}
        self._nodes: Final[dict[tuple[int, tuple[int, ...]], Node]] = {}
        self._criteria: Final[dict[int, tuple[Criterion, Diagram]]] = {}

    def of(self, criterion: Criterion) -> Diagram:
        """The diagram of a criterion; its leaves are `Truth`."""
        if id(criterion) not in self._criteria:
            # the criterion is kept beside its diagram, so that its identity stays its own
            self._criteria[id(criterion)] = (criterion, self._draw(criterion))
        return self._criteria[id(criterion)][1]

    def merge(self, diagrams: Sequence[Diagram], outcome: Callable[[list[Hashable]], Hashable]) -> Diagram:
        """The diagram of a function of the outcomes of several diagrams."""
        done: dict[tuple[int, ...], Diagram] = {}

        def step(current: tuple[Diagram, ...]) -> Diagram:
            key = tuple(map(id, current))
            if key not in done:
                done[key] = self._step(current, outcome, step)
            return done[key]

        return step(tuple(diagrams))

    def _draw(self, criterion: Criterion) -> Diagram:
        if isinstance(criterion, Test):
            regions = self._regions[criterion.item]
            return self._node(criterion.item, [self._leaf(answer_of(criterion, region)) for region in regions])
        if isinstance(criterion, WhenKnown) and self._facts is not None:
            return self._leaf(evaluate(criterion, self._facts).answer)
        below = [self.of(part) for part in parts(criterion)]
        return self.merge(below, lambda answers: combine(criterion, _truths(answers)))

    def _step(
        self,
        current: tuple[Diagram, ...],
        outcome: Callable[[list[Hashable]], Hashable],
        step: Callable[[tuple[Diagram, ...]], Diagram],
    ) -> Diagram:
        nodes = [diagram for diagram in current if isinstance(diagram, Node)]
        if not nodes:
            return self._leaf(outcome([diagram.outcome for diagram in current if isinstance(diagram, Leaf)]))
        top = min(nodes, key=lambda node: node.rank)
        count = range(len(top.branches))
        return self._node(top.item, [step(tuple(_branch(diagram, top, i) for diagram in current)) for i in count])

    def _leaf(self, outcome: Hashable) -> Leaf:
        return self._leaves.setdefault(outcome, Leaf(outcome=outcome))

    def _node(self, item: str, branches: list[Diagram]) -> Diagram:
        if all(branch is branches[0] for branch in branches):
            return branches[0]
        rank = self._ranks[item]
        key = (rank, tuple(map(id, branches)))
        if key not in self._nodes:
            self._nodes[key] = Node(rank=rank, item=item, branches=tuple(branches))
        return self._nodes[key]


def decisive_items(diagram: Diagram) -> frozenset[str]:
    """The items that can still decide the outcome."""
    return frozenset(node.item for node in _nodes(diagram, set()))


def outcomes(diagram: Diagram) -> frozenset[Hashable]:
    """Every outcome that can still come about."""
    if isinstance(diagram, Leaf):
        return frozenset({diagram.outcome})
    branches = [branch for node in _nodes(diagram, set()) for branch in node.branches]
    return frozenset(branch.outcome for branch in branches if isinstance(branch, Leaf))


def _nodes(diagram: Diagram, seen: set[int]) -> Iterator[Node]:
    if isinstance(diagram, Leaf) or id(diagram) in seen:
        return
    seen.add(id(diagram))
    yield diagram
    for branch in diagram.branches:
        yield from _nodes(branch, seen)


def _branch(diagram: Diagram, top: Node, index: int) -> Diagram:
    if isinstance(diagram, Node) and diagram.rank == top.rank:
        return diagram.branches[index]
    return diagram


def _truths(answers: list[Hashable]) -> list[Truth]:
    return [answer for answer in answers if isinstance(answer, Truth)]
