"""A raw value[x] → the number that was sent, with its unit, before any conversion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from cds_service.logic.domain import INFINITY, Interval, exactly
from fhir_mappings.elements.choice import is_marked_absent
from fhir_mappings.elements.numbers import number
from fhir_mappings.elements.problem import Problem, not_recorded, unreadable
from fhir_mappings.elements.shape import Object, an_object, is_given, text
from fhir_mappings.elements.text_numbers import above, at_least, at_most, below, written_number
from fhir_mappings.elements.units import NO_UNIT, ONE, named_unit, unit_of

_UNIT = ("system", "code", "unit")
_COMPARATORS: Mapping[str, Callable[[Decimal], Interval]] = MappingProxyType(
    {"<": below, "<=": at_most, "≤": at_most, ">": above, ">=": at_least, "≥": at_least}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was sent: an interval (unbounded where only one bound was given) in `unit`, read from `element`.

    `about` says that the one number in it is an estimate.
    """

    interval: Interval
    unit: str
    element: str
    about: bool = False


def measured(name: str, value: object) -> Measured | Problem:
    """The number in valueQuantity, valueRange, valueInteger, valueRatio or valueString; else a Problem."""
    read = _READERS.get(name)
    return read(value, name) if read else unreadable(name, "is not a number")


def of_quantity(value: object, element: str) -> Measured | Problem:
    """The number in a Quantity with its comparator and unit."""
    body = an_object(value)
    if not is_given(body.get("value")) or is_marked_absent(value):
        return not_recorded(f"{element}.value", "has no value")
    amount, unit = number(body.get("value")), unit_of(body)
    if amount is None:
        return unreadable(f"{element}.value", "is not a number of a measurement")
    if unit is None:
        return unreadable(f"{element}.unit", "has an unknown unit")
    if not is_given(body.get("comparator")):
        return Measured(interval=exactly(amount), unit=unit, element=element)
    bound = _COMPARATORS.get(text(body.get("comparator")) or "")
    if bound is None:
        return unreadable(f"{element}.comparator", "has an unknown comparator")
    return Measured(interval=bound(amount), unit=unit, element=element)


def _of_range(value: object, element: str) -> Measured | Problem:
    body = an_object(value)
    if not is_given(body.get("low")) and not is_given(body.get("high")):
        return not_recorded(element, "has no value")
    low, high = _end(body, "low", element), _end(body, "high", element)
    if isinstance(low, Problem):
        return low
    if isinstance(high, Problem):
        return high
    units = {end.unit for end in (low, high) if end and end.unit != NO_UNIT}
    bottom, top = low.interval.low if low else -INFINITY, high.interval.high if high else INFINITY
    if len(units) > 1 or bottom > top:
        return unreadable(element, "has ends that do not fit together")
    interval = Interval(low=bottom, high=top, low_closed=low is not None, high_closed=high is not None)
    return Measured(interval=interval, unit=next(iter(units), NO_UNIT), element=element)


def _end(body: Mapping[str, object], side: str, element: str) -> Measured | None | Problem:
    value = body.get(side)
    if not is_given(value):
        return None
    if is_given(an_object(value).get("comparator")):
        return unreadable(f"{element}.{side}", "has a comparator, which an end of a range cannot have")
    return of_quantity(value, f"{element}.{side}")


def _of_integer(value: object, element: str) -> Measured | Problem:
    amount = number(value)
    if amount is None or amount != amount.to_integral_value():
        return unreadable(element, "is not a whole number")
    return Measured(interval=exactly(amount), unit=NO_UNIT, element=element)


def _of_ratio(value: object, element: str) -> Measured | Problem:
    body = an_object(value)
    numerator, denominator = an_object(body.get("numerator")), an_object(body.get("denominator"))
    if _unit_as_sent(numerator) == _unit_as_sent(denominator):
        # "15 cells of 500 cells": whatever the unit is, it cancels out
        numerator, denominator = _without_unit(numerator), _without_unit(denominator)
    top = of_quantity(numerator, f"{element}.numerator")
    bottom = of_quantity(denominator, f"{element}.denominator")
    if isinstance(top, Problem):
        return top
    if isinstance(bottom, Problem):
        return bottom
    parts = bottom.interval.low
    if bottom.interval != exactly(parts) or parts <= 0:
        return unreadable(f"{element}.denominator", "is not one positive number")
    if top.unit in (bottom.unit, ONE, NO_UNIT) and bottom.unit in (top.unit, ONE, NO_UNIT):
        return Measured(interval=_divided(top.interval, parts), unit=ONE, element=element)
    per = "" if parts == 1 else format(parts.normalize(), "f")
    unit = named_unit(f"{top.unit}/{per}{bottom.unit}")
    if unit is None:
        return unreadable(element, "is a ratio of units that are unknown to us")
    return Measured(interval=top.interval, unit=unit, element=element)


def _unit_as_sent(quantity: Object) -> tuple[str | None, ...]:
    return tuple(text(quantity.get(name)) for name in _UNIT)


def _without_unit(quantity: Object) -> Object:
    return {name: value for name, value in quantity.items() if name not in _UNIT}


def _divided(interval: Interval, parts: Decimal) -> Interval:
    return Interval(
        low=interval.low / parts,
        high=interval.high / parts,
        low_closed=interval.low_closed,
        high_closed=interval.high_closed,
    )


def _of_text(value: object, element: str) -> Measured | Problem:
    found = written_number(value) if isinstance(value, str) else None
    if found is None:
        return unreadable(element, "is a text without one clear number")
    unit = NO_UNIT if found.unit is None else named_unit(found.unit.strip())
    if unit is None:
        return unreadable(element, "has an unknown unit")
    return Measured(interval=found.interval, unit=unit, element=element, about=found.about)


_READERS: Mapping[str, Callable[[object, str], Measured | Problem]] = MappingProxyType(
    {
        "valueQuantity": of_quantity,
        "valueRange": _of_range,
        "valueInteger": _of_integer,
        "valueRatio": _of_ratio,
        "valueString": _of_text,
    }
)
