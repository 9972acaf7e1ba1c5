"""The value[x] of an Observation → the interval in which the measured number lies, in the unit asked for."""

from __future__ import annotations

from decimal import Decimal

from cds_service.logic.domain import Interval, exactly, intersection
from fhir_mappings.elements.choice import value_of
from fhir_mappings.elements.measured import Measured, measured, of_quantity
from fhir_mappings.elements.problem import Problem, implausible, not_recorded, unreadable
from fhir_mappings.elements.shape import Object, is_given, objects
from fhir_mappings.elements.units import NO_UNIT, ONE, conversion

_NEEDS_NO_UNIT = frozenset(("%", "{score}", "{INR}"))
_AN_ESTIMATE = Decimal("0.25")


def quantity(
    source: Object, *, unit: str, plausible: Interval, analyte: str | None = None, unit_in_code: bool = False
) -> Interval | Problem:
    """The number of an Observation or component, as the interval in which it lies, within `plausible`.

    unit          what is asked for, in the UCUM spelling of `unit_names.json` ("%", "g/dL", "10*9/L", "{score}")
    plausible     what can be true at all, in `unit`; a bound ("<3 %") reaches to its end, a number outside is a Problem
    analyte       key of `conversions.json` whose mass-to-molar conversions may be used ("creatinine")
    unit_in_code  the code of the Observation fixes the unit (months, mitoses per 2 mm²): none need be sent

    An estimate ("~2") means plus or minus a quarter. A negative number stands for a missing value (-1, -9922) where
    none can be negative. Without a unit only %, {score} and {INR} are read. Problem:
    NOT_RECORDED, CONFLICTING (two values), or UNREADABLE, which names the element.
    """
    found = value_of(source)
    if isinstance(found, Problem):
        return found
    read = measured(*found)
    if isinstance(read, Problem):
        return read
    return _in_unit(read, unit, plausible, analyte, unit_in_code)


def upper_reference_limit(observation: Object, *, unit: str, analyte: str | None = None) -> Decimal | None:
    """The upper limit of normal in `unit`; None when none is given, or when several ranges differ.

    A range that is given in words only ("0.2–1.2 mg/dL", "< 1.2") is read as well.
    """
    own = _own_unit(observation)
    limits = {
        _limit(part, own, unit, analyte)
        for part in objects(observation.get("referenceRange"))
        if _has_upper_end(part) and not is_given(part.get("appliesTo")) and _is_normal(part)
    }
    return next(iter(limits)) if len(limits) == 1 else None


def _in_unit(
    read: Measured, unit: str, plausible: Interval, analyte: str | None, unit_in_code: bool
) -> Interval | Problem:
    if plausible.low >= 0 and read.interval.high < 0 and not read.about and read.interval == exactly(read.interval.low):
        return not_recorded(read.element, "is negative, which stands for a missing value")
    problem = _unit_problem(read, unit, unit_in_code)
    if problem is not None:
        return problem
    change = conversion(read.unit, unit, analyte) if read.unit != NO_UNIT else conversion(unit, unit)
    if change is None:
        return unreadable(f"{read.element}.unit", f"has a unit that cannot be converted to {unit}")
    ends = [change(end) if end.is_finite() else end for end in (read.interval.low, read.interval.high)]
    if not all(plausible.low <= end <= plausible.high for end in ends if end.is_finite()):
        return implausible(read.element)
    return _within(plausible, _between(ends[0], ends[1], read), read.element)


def _between(low: Decimal, high: Decimal, read: Measured) -> Interval:
    if read.about:
        return Interval(low=low - abs(low) * _AN_ESTIMATE, high=high + abs(high) * _AN_ESTIMATE)
    return Interval(low=low, high=high, low_closed=read.interval.low_closed, high_closed=read.interval.high_closed)


def _within(plausible: Interval, interval: Interval, element: str) -> Interval | Problem:
    shared = intersection(interval, plausible)
    return shared if isinstance(shared, Interval) else implausible(element)


def _unit_problem(read: Measured, unit: str, unit_in_code: bool) -> Problem | None:
    element, ends = f"{read.element}.unit", [end for end in (read.interval.low, read.interval.high) if end.is_finite()]
    if read.unit == NO_UNIT:
        if not (unit_in_code or unit in _NEEDS_NO_UNIT):
            return unreadable(element, "has no unit")
        if unit == "%" and any(0 < end < 1 for end in ends):
            return unreadable(element, "has no unit: below 1 a percentage and a fraction of one look alike")
    if read.unit == ONE and unit == "%" and any(end > 1 for end in ends):
        return unreadable(element, "has the unit 1 (a fraction of one) and a value above 1")
    return None


def _own_unit(observation: Object) -> str:
    found = value_of(observation)
    read = found if isinstance(found, Problem) else measured(*found)
    return NO_UNIT if isinstance(read, Problem) else read.unit


def _is_normal(part: Object) -> bool:
    kinds = [coding.get("code") for kind in objects(part.get("type")) for coding in objects(kind.get("coding"))]
    return not kinds or "normal" in kinds


def _has_upper_end(part: Object) -> bool:
    return is_given(part.get("high")) or (not is_given(part.get("low")) and _in_words(part) is not None)


def _in_words(part: Object) -> Measured | None:
    read = measured("valueString", part.get("text"))
    return read if isinstance(read, Measured) and read.interval.high.is_finite() and not read.about else None


def _limit(part: Object, own: str, unit: str, analyte: str | None) -> Decimal | None:
    high = part.get("high")
    read = of_quantity(high, "referenceRange.high") if is_given(high) else _in_words(part)
    if not isinstance(read, Measured) or (is_given(high) and read.interval != exactly(read.interval.high)):
        return None
    start = own if read.unit == NO_UNIT else read.unit
    change = conversion(start or unit, unit, analyte) if start or unit in _NEEDS_NO_UNIT else None
    limit = change(read.interval.high) if change else None
    return limit if limit is not None and limit > 0 else None
