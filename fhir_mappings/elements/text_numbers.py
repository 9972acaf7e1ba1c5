"""A number written in words ("<3 %", "3–5 %", "about 6", "2,5 %") → the interval it means, and its unit text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from cds_service.logic.domain import INFINITY, Interval, exactly

_LONGEST = 80
_NUMBER = r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,12})?"
_UNIT = r"[^\s0-9.,;:<>=~+-][^;:<>=~]{0,30}|x ?10[^;:<>=~]{1,30}|10[*^e][^;:<>=~]{1,30}"
_BOUND = re.compile(rf"(?P<sign>[<>~=]=?|[a-z][a-z ]*?\.?)?\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?")
_RANGE = re.compile(
    rf"(?:between\s+)?(?P<low>{_NUMBER})\s*(?P<unit>{_UNIT})??\s*(?:-|to|bis|and)\s*(?P<high>{_NUMBER})\s*(?P<last>{_UNIT})?"
)
_AMBIGUOUS_COMMA = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_SPELLINGS = str.maketrans(
    {"≤": "<=", "≥": ">=", "≈": "~", "∼": "~", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "％": "%"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNumber:
    """What a text says: an interval (unbounded where it only gives one bound), its unit as written, and whether
    the one number in it is an estimate ("~2")."""

    interval: Interval
    unit: str | None = None
    about: bool = False


def written_number(value: str) -> WrittenNumber | None:
    """The number in a text that holds nothing else; None for other texts and for "1,500", which may mean either."""
    if len(value) > _LONGEST:
        return None
    plain = " ".join(value.translate(_SPELLINGS).split()).rstrip(". ")
    found = _RANGE.fullmatch(plain) or _RANGE.fullmatch(plain.lower())
    if found is not None:
        return _range(found)
    bound = _BOUND.fullmatch(plain) or _BOUND.fullmatch(plain.lower())
    return _bound(bound) if bound is not None else None


def below(number: Decimal) -> Interval:
    """Every number below this one."""
    return Interval(low=-INFINITY, high=number, low_closed=False, high_closed=False)


def at_most(number: Decimal) -> Interval:
    """This number and every one below it."""
    return Interval(low=-INFINITY, high=number, low_closed=False)


def above(number: Decimal) -> Interval:
    """Every number above this one."""
    return Interval(low=number, high=INFINITY, low_closed=False, high_closed=False)


def at_least(number: Decimal) -> Interval:
    """This number and every one above it."""
    return Interval(low=number, high=INFINITY, high_closed=False)


_SIGNS: Mapping[str, Callable[[Decimal], Interval]] = MappingProxyType(
    {
        **dict.fromkeys(("<", "less than", "below", "under"), below),
        **dict.fromkeys(("<=", "at most", "up to", "no more than", "not more than"), at_most),
        **dict.fromkeys((">", "more than", "above", "over", "greater than"), above),
        **dict.fromkeys((">=", "at least", "no less than", "not less than"), at_least),
        **dict.fromkeys(("", "=", "=="), exactly),
    }
)
_ABOUT = frozenset(("~", "about", "approx", "approx.", "approximately", "around", "circa", "ca", "ca.", "roughly"))


def _bound(found: re.Match[str]) -> WrittenNumber | None:
    sign, number = (found["sign"] or "").strip().lower(), _decimal(found["number"])
    if number is None:
        return None
    if sign in _ABOUT:
        return WrittenNumber(interval=exactly(number), unit=found["unit"], about=True)
    meaning = _SIGNS.get(sign)
    return WrittenNumber(interval=meaning(number), unit=found["unit"]) if meaning else None


def _range(found: re.Match[str]) -> WrittenNumber | None:
    low, high = _decimal(found["low"]), _decimal(found["high"])
    units = {unit.strip() for unit in (found["unit"], found["last"]) if unit}
    if low is None or high is None or low > high or len(units) > 1:
        return None
    return WrittenNumber(interval=Interval(low=low, high=high), unit=next(iter(units), None))


def _decimal(written: str) -> Decimal | None:
    return None if _AMBIGUOUS_COMMA.fullmatch(written) else Decimal(written.replace(",", "."))
