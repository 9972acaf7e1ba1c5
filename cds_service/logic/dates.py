"""Partial dates: what a date of unknown precision still allows, and calendar arithmetic on it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """The days on which something may have happened, first and last included.

    Raises `ValueError` when the last day lies before the first.
    """

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("a date range ends before it begins")

    def __str__(self) -> str:
        """The shortest ISO 8601 form: a day, a month, a year, or two days with a slash."""
        first, last = self.earliest, self.latest
        if first == last:
            return first.isoformat()
        if first == date(first.year, 1, 1) and last == date(first.year, 12, 31):
            return f"{first.year:04d}"
        if first == first.replace(day=1) and last == _end_of_month(first.year, first.month):
            return f"{first.year:04d}-{first.month:02d}"
        return f"{first.isoformat()}/{last.isoformat()}"


def on(day: date) -> DateRange:
    """A date known to the day."""
    return DateRange(earliest=day, latest=day)


def in_month(year: int, month: int) -> DateRange:
    """A date known to the month."""
    return DateRange(earliest=date(year, month, 1), latest=_end_of_month(year, month))


def in_year(year: int) -> DateRange:
    """A date known to the year."""
    return DateRange(earliest=date(year, 1, 1), latest=date(year, 12, 31))


def add_months(day: date, months: int) -> date:
    """`day` moved by calendar months; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, _end_of_month(year, month + 1).day))


def whole_months(start: date, end: date) -> int:
    """Completed calendar months from `start` to `end` (negative when `end` lies before)."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def whole_years(birth: date, day: date) -> int:
    """Completed years of age on `day`; somebody born on 29 February ages on 1 March in other years."""
    had_birthday = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (0 if had_birthday else 1)


def days_before(day: date, count: int) -> date:
    """The day that lies `count` days before `day`."""
    return day - timedelta(days=count)


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
