"""Regions: the parts of an item's range that a set of tests tells apart."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from cds_service.logic.criterion import Test
from cds_service.logic.domain import Choice, Domain, Interval, intersection, one_of


def regions(possible: Domain, tests: Iterable[Test]) -> tuple[Domain, ...]:
    """`possible` cut into parts inside which every test gives the same settled answer, in order."""
    if isinstance(possible, Choice):
        return tuple(one_of(word) for word in sorted(possible.members))
    borders = [region for test in tests for region in (test.holds, *test.fails) if isinstance(region, Interval)]
    cuts = sorted({end for region in borders for end in (region.low, region.high)})
    parts = (intersection(possible, part) for part in _elementary(possible, cuts))
    return tuple(part for part in parts if part is not None)


def _elementary(possible: Interval, cuts: list[Decimal]) -> list[Interval]:
    """Each cut as a point, and the open intervals between neighbouring cuts."""
    ends = sorted({possible.low, possible.high, *cuts})
    points = [Interval(low=end, high=end) for end in ends]
    gaps = [Interval(low=low, high=high, low_closed=False, high_closed=False) for low, high in pairwise(ends)]
    return sorted([*points, *gaps], key=lambda part: (part.low, part.high))
