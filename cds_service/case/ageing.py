"""Facts × day of evaluation → facts in which expired reassurance is open again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cds_service.case.items.item import Item, Span
from cds_service.logic.dates import DateRange
from cds_service.logic.domain import Domain, is_within
from cds_service.logic.fact import Fact, Why

Dangers = Mapping[str, tuple[Domain, ...]]


def aged(
    item: Item, fact: Fact, as_of: date, dangers: Dangers, *, at_order: bool = False, doubt: Fact | None = None
) -> Fact:
    """The fact as it stands on `as_of`: only reassurance expires (clinical decisions, ruling 2).

    `dangers` holds, by item name, the regions of numbers in which some rule blocks, warns or worsens
    (ruling 40); the dangerous words stand in the item. Limits are inclusive; a value of unknown date
    is as old as it can be. `at_order`: the stricter limits apply that the model sets for the moment of ordering.
    `doubt`: the open fact that stands instead of a reassuring one, when a newer value could not be believed.
    """
    if not fact.evidence or fact.why is not None:
        return fact
    dangerous = _is_dangerous(item, fact.possible, dangers)
    if doubt is not None and not dangerous:
        return doubt
    limit = item.worst_lasts if dangerous else _freshness(item, at_order)
    if limit is None or _is_fresh(fact.evidence[0].date, limit, as_of):
        return fact
    return replace(fact, possible=item.range, why=Why.STALE)


def _freshness(item: Item, at_order: bool) -> Span | None:
    return item.fresh_at_order if at_order and item.fresh_at_order else item.fresh


def _is_dangerous(item: Item, possible: Domain, dangers: Dangers) -> bool:
    if item.judgement:
        return False
    if item.dangerous is not None:
        return is_within(possible, item.dangerous)
    return any(is_within(possible, region) for region in dangers.get(item.name, ()))


def _is_fresh(dated: DateRange | None, limit: Span, as_of: date) -> bool:
    return dated is not None and dated.earliest >= limit.start(as_of)
