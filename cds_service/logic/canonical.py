"""Any frozen value → one text that changes exactly when the value does, whatever the order of sets and mappings."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from re import Pattern


def canonical(value: object, *, without: frozenset[str] = frozenset()) -> str:
    """The text. Fields named in `without` are left out of dataclasses.

    Raises `TypeError` for what has no stable text: a function, an object that is not a frozen value.
    """
    if is_dataclass(value) and not isinstance(value, type):
        named = (field.name for field in fields(value) if field.name not in without)
        inside = (f"{name}={canonical(getattr(value, name), without=without)}" for name in named)
        return f"{type(value).__name__}({','.join(inside)})"
    return _collected(value, without) or _plain(value)


def _collected(value: object, without: frozenset[str]) -> str | None:
    match value:
        case Mapping():
            pairs = (f"{canonical(key)}:{canonical(each, without=without)}" for key, each in value.items())
            return f"{{{','.join(sorted(pairs))}}}"
        case Set():
            return f"<{','.join(sorted(canonical(each, without=without) for each in value))}>"
        case tuple() | list():
            return f"[{','.join(canonical(each, without=without) for each in value)}]"
        case _:
            return None


def _plain(value: object) -> str:
    match value:
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case Decimal():
            return str(value.normalize() if value.is_finite() else value)
        case Pattern():
            return f"/{value.pattern}/{value.flags}"
        case None | bool() | int() | str():
            return repr(value)
        case _:
            raise TypeError(f"a {type(value).__name__} has no canonical text")
