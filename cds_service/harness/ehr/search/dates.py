"""Dates of any precision as spans of time, and how a search value compares with them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

_DATE = re.compile(
    r"\d{4}(-(?P<month>\d\d)(-(?P<day>\d\d)"
    r"(?P<minute>T\d\d:\d\d(?P<second>:\d\d(?P<fraction>\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?)?)?"
)
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)
_PRECISION = {
    "fraction": timedelta(microseconds=1),
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "day": timedelta(days=1),
}
_APPROXIMATELY = 0.1
"""Of the time between the search value and now, as FHIR recommends."""


class NotADate(ValueError):
    """A text is no date of FHIR."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time: from `low` on, before `high`."""

    low: datetime
    high: datetime


def date_matches(value: Any, wanted: str) -> bool:
    """Whether a date, Period or Timing fits a search value such as `2026`, `ge2026-01` or `lt2026-01-01T12:00Z`.

    Raises `NotADate` for a search value that is none. A value in the resource that is none fits nothing.
    """
    prefix, text = (wanted[:2], wanted[2:]) if wanted[:2] in _COMPARISONS else ("eq", wanted)
    sought = span(text.replace(" ", "+"))  # a plus sign that was not percent-encoded
    held = span_of(value)
    return held is not None and _COMPARISONS[prefix](held, sought)


def span_of(value: Any) -> Span | None:
    """The time that an element speaks about; None if it cannot be read."""
    try:
        match value:
            case str():
                return span(value)
            case {"event": list(events)} if events:
                return _around(map(span, map(str, events)))
            case {"repeat": {"boundsPeriod": Mapping() as period}}:
                return _of_period(period)
            case {"start": _} | {"end": _}:
                return _of_period(value)
    except NotADate:
        return None
    return None


def span(text: str) -> Span:
    """The time that a date speaks about; without a zone that of UTC. Raises `NotADate`."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise NotADate(text)
    missing = "-01" * [match["month"], match["day"]].count(None)
    try:
        low = datetime.fromisoformat(f"{text}{missing}")
    except ValueError as error:
        raise NotADate(text) from error
    low = low if low.tzinfo else low.replace(tzinfo=UTC)
    return Span(low=low, high=_end(low, match))


def _end(low: datetime, match: re.Match[str]) -> datetime:
    """The moment after the last that is meant."""
    if match["month"] is None:
        return low.replace(year=low.year + 1) if low.year < _LATEST.year else _LATEST
    if match["day"] is None:
        step = timedelta(days=monthrange(low.year, low.month)[1])
    else:
        step = next(step for part, step in _PRECISION.items() if match[part])
    return low + step if low < _LATEST - step else _LATEST


def _of_period(period: Mapping[str, Any]) -> Span:
    return Span(
        low=span(str(period["start"])).low if "start" in period else _EARLIEST,
        high=span(str(period["end"])).high if "end" in period else _LATEST,
    )


def _around(spans: Iterable[Span]) -> Span:
    known = tuple(spans)
    return Span(low=min(one.low for one in known), high=max(one.high for one in known))


def _is_inside(held: Span, sought: Span) -> bool:
    return sought.low <= held.low and held.high <= sought.high


def _is_near(held: Span, sought: Span) -> bool:
    margin = abs(datetime.now(UTC) - sought.low) * _APPROXIMATELY
    return held.low < sought.high + margin and held.high > sought.low - margin


_COMPARISONS: Mapping[str, Callable[[Span, Span], bool]] = {
    "eq": _is_inside,
    "ne": lambda held, sought: not _is_inside(held, sought),
    "gt": lambda held, sought: held.high > sought.high,
    "lt": lambda held, sought: held.low < sought.low,
    "ge": lambda held, sought: held.high > sought.high or _is_inside(held, sought),
    "le": lambda held, sought: held.low < sought.low or _is_inside(held, sought),
    "sa": lambda held, sought: held.low >= sought.high,
    "eb": lambda held, sought: held.high <= sought.low,
    "ap": _is_near,
}
