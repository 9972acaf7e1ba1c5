"""Facts × day of evaluation → facts in which expired reassurance is open again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cds_service.case.items.item import Item, Span
from cds_service.logic.dates import DateRange
from cds_service.logic.domain import Domain, Interval, intersection, is_within
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
    dated, limit = fact.evidence[0].date, _freshness(item, at_order)
    lasting = _what_lasts(item, fact.possible, dangers)
    if doubt is not None:
        return doubt if lasting is None else replace(fact, possible=lasting)
    if limit is None or _is_fresh(dated, limit, as_of):
        return fact
    if lasting is None or (item.worst_lasts and not _is_fresh(dated, item.worst_lasts, as_of)):
        return replace(fact, possible=item.range, why=Why.STALE)
    return replace(fact, possible=lasting)


def _freshness(item: Item, at_order: bool) -> Span | None:
    return item.fresh_at_order if at_order and item.fresh_at_order else item.fresh


def _what_lasts(item: Item, possible: Domain, dangers: Dangers) -> Domain | None:
    """What an old value still says: the danger that it was in, and nothing else.

    Platelets of 80 are below the limit of one rule (100) and above that of another (75). Grown old, they are still
    "below 100", and no longer "not below 75". A region with limits on both sides reassures on one of them and lasts
    on neither.
    """
    if item.judgement:
        return None
    if item.dangerous is not None:
        return possible if is_within(possible, item.dangerous) else None
    lasting: Domain | None = None
    for region in dangers.get(item.name, ()):
        if is_within(possible, region) and _reaches_an_end(region, item.range):
            lasting = region if lasting is None else intersection(lasting, region)
    return lasting


def _reaches_an_end(region: Domain, everything: Domain) -> bool:
    if not isinstance(region, Interval) or not isinstance(everything, Interval):
        return False
    return region.low == everything.low or region.high == everything.high


def _is_fresh(dated: DateRange | None, limit: Span, as_of: date) -> bool:
    return dated is not None and dated.earliest >= limit.start(as_of)
