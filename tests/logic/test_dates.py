"""Partial dates and calendar arithmetic."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.dates import (
    DateRange,
    add_months,
    days_before,
    in_month,
    in_year,
    on,
    whole_months,
    whole_years,
)

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("made", "earliest", "latest"),
    [
        (on(date(2026, 11, 23)), date(2026, 11, 23), date(2026, 11, 23)),
        (in_month(2026, 11), date(2026, 11, 1), date(2026, 11, 30)),
        (in_month(2026, 12), date(2026, 12, 1), date(2026, 12, 31)),
        (in_month(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (in_month(2026, 2), date(2026, 2, 1), date(2026, 2, 28)),
        (in_year(2026), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_partial_date_allows_every_day_of_its_period(made: DateRange, earliest: date, latest: date) -> None:
    assert made == DateRange(earliest=earliest, latest=latest)


def test_a_date_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        DateRange(earliest=date(2026, 1, 2), latest=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("dated", "text"),
    [
        (on(date(2026, 1, 31)), "2026-01-31"),
        (in_month(2024, 2), "2024-02"),
        (in_month(2026, 12), "2026-12"),
        (in_year(2026), "2026"),
        (in_year(987), "0987"),
        (DateRange(earliest=date(2026, 1, 1), latest=date(2026, 1, 30)), "2026-01-01/2026-01-30"),
        (DateRange(earliest=date(2026, 1, 2), latest=date(2026, 1, 31)), "2026-01-02/2026-01-31"),
        (DateRange(earliest=date(2026, 1, 1), latest=date(2026, 2, 28)), "2026-01-01/2026-02-28"),
        (DateRange(earliest=date(2025, 1, 1), latest=date(2026, 12, 31)), "2025-01-01/2026-12-31"),
        (DateRange(earliest=date(2024, 2, 1), latest=date(2024, 2, 28)), "2024-02-01/2024-02-28"),
    ],
)
def test_a_date_range_is_written_in_its_shortest_iso_form(dated: DateRange, text: str) -> None:
    assert str(dated) == text


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 8, 31), -6, date(2026, 2, 28)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 11, 23), 2, date(2027, 1, 23)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_a_day_moved_by_months_keeps_its_number_or_ends_the_shorter_month(day: date, months: int, moved: date) -> None:
    assert add_months(day, months) == moved


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 5, 23), date(2026, 11, 23), 6),
        (date(2026, 5, 24), date(2026, 11, 23), 5),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2026, 1, 31), date(2026, 3, 30), 1),
        (date(2026, 1, 31), date(2026, 3, 31), 2),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
        (date(2026, 11, 23), date(2026, 10, 23), -1),
        (date(2026, 11, 23), date(2026, 11, 22), -1),
        (date(2025, 12, 15), date(2026, 1, 14), 0),
    ],
)
def test_whole_months_are_completed_calendar_months(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


@given(days, st.integers(-240, 240))
def test_so_many_months_later_so_many_months_are_complete(day: date, months: int) -> None:
    assert whole_months(day, add_months(day, months)) == months


@given(days, days)
def test_the_completed_months_fit_and_one_more_does_not(start: date, end: date) -> None:
    months = whole_months(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        (date(1966, 11, 24), date(2026, 11, 23), 59),
        (date(1966, 11, 23), date(2026, 11, 23), 60),
        (date(1966, 11, 22), date(2026, 11, 23), 60),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
    ],
)
def test_age_counts_birthdays_and_29_february_ages_on_1_march(birth: date, day: date, years: int) -> None:
    assert whole_years(birth, day) == years


@given(days, st.integers(0, 1000))
def test_days_before_are_counted_backwards(day: date, count: int) -> None:
    assert day - days_before(day, count) == timedelta(days=count)
