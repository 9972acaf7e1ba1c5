"""Any JSON value → the object, list or text that was expected there, or an empty one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

Object = Mapping[str, Any]

NOTHING: Object = MappingProxyType({})
LONGEST_TEXT = 2000
_CLIPPED = 500


def an_object(value: object) -> Object:
    """The JSON object, or an empty one for anything else."""
    return value if isinstance(value, Mapping) else NOTHING


def objects(value: object) -> tuple[Object, ...]:
    """The objects of a JSON array; a single object counts as an array of one, other members are left out."""
    if isinstance(value, Mapping):
        return (value,)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(item for item in value if isinstance(item, Mapping))


def text(value: object) -> str | None:
    """The string without blanks around it; None for what is not a string, is blank or is absurdly long.

    For codes, references and numbers written as text. Words for people come from `words`.
    """
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return None
    return value.strip() or None


def words(value: object) -> str | None:
    """Text for people: blanks collapsed, cut at 500 characters, always encodable as UTF-8; None when blank."""
    if not isinstance(value, str):
        return None
    plain = " ".join(value[:LONGEST_TEXT].split())[:_CLIPPED]
    return plain.encode("utf-8", "replace").decode("utf-8") or None


def is_given(value: object) -> bool:
    """True unless the element is missing: null, an empty object, an empty array or a blank string."""
    if value is None or (isinstance(value, str) and not value[:LONGEST_TEXT].strip()):
        return False
    return not (isinstance(value, Mapping | list | tuple) and not value)
