"""What a clinician writes in a vignette ("<3 %", 5–15 %, open, a date) → domains and dates.

Written apart from the readers of the service on purpose: the vignettes must not share their mistakes.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from cds_service.case.items.item import Item
from cds_service.logic.dates import DateRange, in_month, in_year, on
from cds_service.logic.domain import INFINITY, Choice, Domain, Interval, exactly, intersection, one_of

Written = object

OPEN = frozenset({"?", "open"})
ABOUT = Decimal("0.25")  # "about x" is x ± 25 % (ruling 9)

_SIGNED = re.compile(r"(?P<sign><|≤|>|≥|~|about )?\s*(?P<number>\d+(?:\.\d+)?)(?: [^\d]*)?")
_RANGE = re.compile(r"(?P<low>\d+(?:\.\d+)?)\s*[–-]\s*(?P<high>\d+(?:\.\d+)?)(?: [^\d]*)?")


def is_open(value: Written) -> bool:
    """True for the word that leaves a fact open."""
    return isinstance(value, str) and value in OPEN


def domain_of(item: Item, value: Written) -> Domain:
    """What the written value leaves possible; the whole range for `open`. Raises `ValueError` naming the item."""
    if is_open(value):
        return item.range
    found = _words(value) if isinstance(item.range, Choice) else number_of(value)
    possible = intersection(found, item.range) if type(found) is type(item.range) else None
    if possible is None or (isinstance(found, Choice) and possible != found):
        raise ValueError(f"{value!r} is not a value of {item.name} ({item.range})")
    return possible


def number_of(value: Written) -> Interval:
    """A number or a text with one or two numbers, and the unit after a blank."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return exactly(str(value))
    text = str(value)
    if found := _RANGE.fullmatch(text):
        return Interval(low=Decimal(found["low"]), high=Decimal(found["high"]))
    if found := _SIGNED.fullmatch(text):
        return _bounded(found["sign"], Decimal(found["number"]))
    raise ValueError(f"{value!r} is not a number, a bound (<3 %) or a range (5–15 %)")


def dated(value: Written) -> DateRange | None:
    """A day, a month (2026-05), a year, or `undated`."""
    if value == "undated":
        return None
    if isinstance(value, date):
        return on(value)
    parts = [int(part) for part in str(value).split("-")]
    if len(parts) == 3:
        return on(date(*parts))
    return in_month(*parts) if len(parts) == 2 else in_year(*parts)


def _bounded(sign: str | None, number: Decimal) -> Interval:
    match sign:
        case "<":
            return Interval(low=-INFINITY, high=number, high_closed=False)
        case "≤":
            return Interval(low=-INFINITY, high=number)
        case ">":
            return Interval(low=number, high=INFINITY, low_closed=False)
        case "≥":
            return Interval(low=number, high=INFINITY)
        case None:
            return exactly(number)
        case _:
            return Interval(low=number * (1 - ABOUT), high=number * (1 + ABOUT))


def _words(value: Written) -> Choice:
    """One word, or several with "or" between them."""
    if isinstance(value, bool):
        return one_of("true" if value else "false")
    return one_of(*str(value).split(" or "))
