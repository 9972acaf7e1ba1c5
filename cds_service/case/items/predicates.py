"""Predicates: tests on one item, with the words a clinician reads."""

from __future__ import annotations

from decimal import Decimal

from cds_service.case.items.item import FALSE, TRUE, Item
from cds_service.case.items.units import worded_unit
from cds_service.logic.criterion import Test
from cds_service.logic.domain import Domain, Interval, complement, one_of

Number = int | str


def is_true(item: Item, text: str | None = None) -> Test:
    """The yes-or-no item is true."""
    return _test(item, TRUE, text or item.label)


def is_false(item: Item, text: str | None = None) -> Test:
    """The yes-or-no item is false."""
    return _test(item, FALSE, text or f"no {item.label}")


def is_in(item: Item, *words: str, text: str | None = None, fails: tuple[str, ...] | None = None) -> Test:
    """The item is one of the words. `fails`: the words that refute it; the other words leave it unknown."""
    said = text or f"{item.label}: {' or '.join(words)}"
    against = None if fails is None else ((one_of(*fails),) if fails else ())
    return _test(item, one_of(*words), said, against)


def below(item: Item, limit: Number, text: str | None = None) -> Test:
    """Strictly less than `limit` (in the item's unit)."""
    return _test(item, _range(item, high=limit, high_closed=False), text or _said(item, "<", limit))


def at_most(item: Item, limit: Number, text: str | None = None) -> Test:
    """`limit` or less (in the item's unit)."""
    return _test(item, _range(item, high=limit), text or _said(item, "≤", limit))


def above(item: Item, limit: Number, text: str | None = None) -> Test:
    """Strictly more than `limit` (in the item's unit)."""
    return _test(item, _range(item, low=limit, low_closed=False), text or _said(item, ">", limit))


def at_least(item: Item, limit: Number, text: str | None = None) -> Test:
    """`limit` or more (in the item's unit)."""
    return _test(item, _range(item, low=limit), text or _said(item, "≥", limit))


def between(item: Item, low: Number, high: Number, text: str | None = None) -> Test:
    """From `low` to `high`, both included (in the item's unit)."""
    return _test(item, _range(item, low=low, high=high), text or f"{item.label} {low}–{high}{_unit(item)}")


def _test(item: Item, holds: Domain, text: str, fails: tuple[Domain, ...] | None = None) -> Test:
    against = complement(holds, item.range) if fails is None else fails
    return Test(item=item.name, holds=holds, fails=against, text=text)


def _range(
    item: Item,
    *,
    low: Number | None = None,
    high: Number | None = None,
    low_closed: bool = True,
    high_closed: bool = True,
) -> Interval:
    if not isinstance(item.range, Interval):
        raise TypeError(f"{item.name} is not a number")
    return Interval(
        low=item.range.low if low is None else Decimal(low),
        high=item.range.high if high is None else Decimal(high),
        low_closed=low_closed if low is not None else item.range.low_closed,
        high_closed=high_closed if high is not None else item.range.high_closed,
    )


def _said(item: Item, sign: str, limit: Number) -> str:
    return f"{item.label} {sign} {limit}{_unit(item)}"


def _unit(item: Item) -> str:
    """Nothing for what is counted: the label says that ("doses … so far ≥ 2")."""
    counted = item.unit is not None and item.unit.startswith("{")
    return "" if counted else worded_unit(item.unit)
