"""Criteria → the numbers in them, and what is true of the number itself."""

from __future__ import annotations

from collections.abc import Iterable

from cds_service.case.items.dictionary import BY_NAME
from cds_service.logic.criterion import Criterion, Test, tests
from cds_service.logic.domain import Interval


def thresholds(criteria: Iterable[Criterion]) -> tuple[str, ...]:
    """One sentence per numeric limit, in reading order: "Ki-67 < 10 %: 10 itself does not count"."""
    leaves = (leaf for criterion in criteria for leaf in tests(criterion))
    found = (sentence for leaf in leaves for sentence in _limits(leaf))
    return tuple(dict.fromkeys(found))


def _limits(leaf: Test) -> list[str]:
    everything = BY_NAME[leaf.item].range
    if not isinstance(leaf.holds, Interval) or not isinstance(everything, Interval):
        return []
    ends = ((leaf.holds.low, leaf.holds.low_closed), (leaf.holds.high, leaf.holds.high_closed))
    inner = [(end, closed) for end, closed in ends if end not in (everything.low, everything.high)]
    counts = {True: "counts", False: "does not count"}
    return [f"{leaf.text}: {format(end.normalize(), 'f')} itself {counts[closed]}" for end, closed in inner]
