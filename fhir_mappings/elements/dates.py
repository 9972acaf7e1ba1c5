"""FHIR date, dateTime, instant and Period → the days that they allow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cds_service.logic.dates import DateRange, in_month, in_year, on
from fhir_mappings.elements.problem import Problem, not_recorded, unreadable
from fhir_mappings.elements.shape import Object, an_object, is_given

_LONGEST = 40
_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?P<time>T.+)?)?)?",
)
_TIME = re.compile(
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days on which something may have begun and ended; None where that end is not given."""

    start: DateRange | None
    end: DateRange | None


def date_range(value: object, element: str = "date") -> DateRange | Problem:
    """The calendar days of a date, dateTime or instant, as written: a time and its zone do not move the day."""
    if not is_given(value):
        return not_recorded(element)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return unreadable(element, "is not a date")
    found = _WRITTEN.fullmatch(value.strip())
    if found is None or (found["time"] and not _TIME.fullmatch(found["time"])):
        return unreadable(element, "is not a date of the form YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss±zz:zz")
    try:
        return _days(found["year"], found["month"], found["day"])
    except ValueError:
        return unreadable(element, "is no day of the calendar")


def period(value: object, element: str = "period") -> Period | Problem:
    """Start and end of a Period; a Problem when either is unreadable or the end lies before the start."""
    body = an_object(value)
    start = _optional(body.get("start"), f"{element}.start")
    end = _optional(body.get("end"), f"{element}.end")
    if isinstance(start, Problem):
        return start
    if isinstance(end, Problem):
        return end
    if start and end and end.latest < start.earliest:
        return unreadable(element, "ends before it starts")
    return Period(start=start, end=end)


def first_date(body: Object, elements: tuple[str, ...], *, prefer: str = "end") -> DateRange | None | Problem:
    """The date in the first of these elements that holds one; None when none does.

    A name that ends in "Period" is read as a Period, from its `prefer` side ("start" or "end") or else the other;
    one that ends in "Timing" gives its last event. An unreadable element hides the later ones.
    """
    for name in elements:
        found = _dated(body.get(name), name, prefer)
        if found is not None:
            return found
    return None


def _days(year: str, month: str | None, day: str | None) -> DateRange:
    if month is None:
        return in_year(int(year))
    if day is None:
        return in_month(int(year), _month(month))
    return on(date(int(year), int(month), int(day)))


def _month(written: str) -> int:
    month = int(written)
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    return month


def _dated(value: object, name: str, prefer: str) -> DateRange | None | Problem:
    if not is_given(value):
        return None
    if name.endswith("Period"):
        return _side(value, name, prefer)
    if name.endswith("Timing"):
        return _last_event(value, name)
    return date_range(value, name)


def _side(value: object, name: str, prefer: str) -> DateRange | None | Problem:
    found = period(value, name)
    if isinstance(found, Problem):
        return found
    return (found.start or found.end) if prefer == "start" else (found.end or found.start)


def _last_event(value: object, name: str) -> DateRange | None | Problem:
    events = an_object(value).get("event")
    if not is_given(events):
        return None
    read = [date_range(event, f"{name}.event") for event in (events if isinstance(events, list) else [events])]
    problem = next((event for event in read if isinstance(event, Problem)), None)
    return problem or max((event for event in read if isinstance(event, DateRange)), key=lambda event: event.latest)


def _optional(value: object, element: str) -> DateRange | None | Problem:
    return date_range(value, element) if is_given(value) else None
