"""Domains: the set of values that something may still have, as an interval of numbers or a choice of words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A non-empty interval of numbers; each end is open or closed.

    Raises `ValueError` for an interval that holds no number.
    """

    low: Decimal
    high: Decimal
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        if not _holds_a_number(self.low, self.high, self.low_closed, self.high_closed):
            raise ValueError(f"an interval from {self.low} to {self.high} holds no number")

    def __str__(self) -> str:
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        return f"{left}{_plain(self.low)},{_plain(self.high)}{right}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A non-empty set of words, one of which is the value."""

    members: frozenset[str]

    def __post_init__(self) -> None:
        if not self.members:
            raise ValueError("a choice needs at least one member")

    def __str__(self) -> str:
        return "{" + ",".join(sorted(self.members)) + "}"


Domain = Interval | Choice


def exactly(number: Decimal | int | str) -> Interval:
    """The interval that holds one number."""
    value = Decimal(number)
    return Interval(low=value, high=value)


def one_of(*members: str) -> Choice:
    """The choice among the words given."""
    return Choice(members=frozenset(members))


def intersection(one: Domain, other: Domain) -> Domain | None:
    """What both domains allow, or None when they allow nothing in common."""
    if isinstance(one, Choice) and isinstance(other, Choice):
        shared = one.members & other.members
        return Choice(members=shared) if shared else None
    if isinstance(one, Interval) and isinstance(other, Interval):
        return _overlap(one, other)
    raise TypeError("a choice of words and an interval of numbers cannot be compared")


def is_within(inner: Domain, outer: Domain) -> bool:
    """True when every value of `inner` belongs to `outer`."""
    return intersection(inner, outer) == inner


def is_settled(domain: Domain) -> bool:
    """True when only one value is left."""
    if isinstance(domain, Choice):
        return len(domain.members) == 1
    return domain.low == domain.high


def hull(one: Interval, other: Interval) -> Interval:
    """The smallest interval that holds both."""
    low, low_closed = min((one.low, not one.low_closed), (other.low, not other.low_closed))
    high, high_closed = max((one.high, one.high_closed), (other.high, other.high_closed))
    return Interval(low=low, high=high, low_closed=not low_closed, high_closed=high_closed)


def higher(one: Interval, other: Interval) -> Interval:
    """The interval in which the larger of two numbers lies."""
    low, low_open = max((one.low, not one.low_closed), (other.low, not other.low_closed))
    high, high_closed = max((one.high, one.high_closed), (other.high, other.high_closed))
    return Interval(low=low, high=high, low_closed=not low_open, high_closed=high_closed)


def complement(region: Domain, universe: Domain) -> tuple[Domain, ...]:
    """The parts of `universe` outside `region` (none, one or, for an interval, two)."""
    if isinstance(region, Choice) and isinstance(universe, Choice):
        rest = universe.members - region.members
        return (Choice(members=rest),) if rest else ()
    if isinstance(region, Interval) and isinstance(universe, Interval):
        inside = _overlap(region, universe)
        if inside is None:
            return (universe,)
        below = _interval(universe.low, inside.low, universe.low_closed, not inside.low_closed)
        above = _interval(inside.high, universe.high, not inside.high_closed, universe.high_closed)
        return tuple(part for part in (below, above) if part)
    raise TypeError("a choice of words and an interval of numbers cannot be compared")


def _overlap(one: Interval, other: Interval) -> Interval | None:
    low, low_open = max((one.low, not one.low_closed), (other.low, not other.low_closed))
    high, high_closed = min((one.high, one.high_closed), (other.high, other.high_closed))
    return _interval(low, high, not low_open, high_closed)


def _interval(low: Decimal, high: Decimal, low_closed: bool, high_closed: bool) -> Interval | None:
    if not _holds_a_number(low, high, low_closed, high_closed):
        return None
    return Interval(low=low, high=high, low_closed=low_closed, high_closed=high_closed)


def _holds_a_number(low: Decimal, high: Decimal, low_closed: bool, high_closed: bool) -> bool:
    return low < high or (low == high and low_closed and high_closed)


def _plain(number: Decimal) -> str:
    if not number.is_finite():
        return "∞" if number > 0 else "-∞"
    return format(number.normalize(), "f")
