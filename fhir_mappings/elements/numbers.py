"""A JSON number → an exact decimal."""

from __future__ import annotations

import re
from decimal import Decimal

from fhir_mappings.elements.shape import text

_WRITTEN = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
_LARGEST_POWER = 15
_MOST_DIGITS = 40


def number(value: object) -> Decimal | None:
    """The number exactly as written, also when sent as a JSON string ("50").

    None for what is no number (also NaN and infinities) or no measurement: beyond 10^15, below 10^-15, or with
    more than 40 digits.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return _measurement(Decimal(value)) if value.bit_length() < 200 else None
    if isinstance(value, float):
        return _measurement(Decimal(repr(value)))
    if isinstance(value, Decimal):
        return _measurement(value)
    written = text(value)
    return _measurement(Decimal(written)) if written and _WRITTEN.fullmatch(written) else None


def _measurement(value: Decimal) -> Decimal | None:
    if not value.is_finite() or len(value.as_tuple().digits) > _MOST_DIGITS:
        return None
    if value == 0:
        return Decimal(0)
    return value if abs(value.adjusted()) <= _LARGEST_POWER else None
