"""Cockcroft–Gault: (140 − age) × kg × (0.85 for women) / (72 × creatinine in mg/dL), in mL/min, actual weight."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from cds_service.logic.domain import INFINITY, Interval

_STEP = Decimal("0.1")
_FACTORS = {"male": Decimal(1), "female": Decimal("0.85")}


def sex_factor(gender: object) -> Decimal | None:
    """The factor of the formula for `Patient.gender`; None for what the formula does not know."""
    return _FACTORS.get(gender) if isinstance(gender, str) else None


def clearance(age: Interval, kilograms: Interval, factor: Decimal, creatinine: Interval) -> Interval:
    """The clearances that the intervals allow, rounded down to a tenth: a limit is never reached by rounding."""
    low = _at(age.high, kilograms.low, factor, creatinine.high)
    high = _at(age.low, kilograms.high, factor, creatinine.low)
    return Interval(low=low, high=high, high_closed=high.is_finite())


def _at(age: Decimal, kilograms: Decimal, factor: Decimal, creatinine: Decimal) -> Decimal:
    if creatinine == 0:
        return INFINITY
    exact = (140 - age) * kilograms * factor / (72 * creatinine)
    return exact.quantize(_STEP, ROUND_FLOOR)
