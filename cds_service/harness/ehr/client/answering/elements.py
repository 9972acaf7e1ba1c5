"""Members of JSON objects, with the reason where one cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Unusable(ValueError):
    """Part of an answer that a client cannot use; the message names the member and never quotes it."""


def an_object(value: Any, place: str) -> Mapping[str, Any]:
    """The value. Raises `Unusable` unless it is a JSON object."""
    if not isinstance(value, Mapping):
        raise Unusable(f"{place} is no object")
    return value


def text(holder: Mapping[str, Any], name: str) -> str:
    """The text that must be there. Raises `Unusable`."""
    value = holder.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Unusable(f"{name} is missing or no text")
    return value


def text_if_any(holder: Mapping[str, Any], name: str) -> str | None:
    """The text, or None if there is none. Raises `Unusable` for anything else."""
    return None if holder.get(name) is None else text(holder, name)


def one_of(kind: type[E], holder: Mapping[str, Any], name: str) -> E:
    """The word that must be there. Raises `Unusable` if it is missing or unknown."""
    value = text(holder, name)
    try:
        return kind(value)
    except ValueError as error:
        raise Unusable(f"{name} is none of {', '.join(kind)}") from error


def each(read: Callable[[Mapping[str, Any]], T], holder: Mapping[str, Any], name: str) -> tuple[T, ...]:
    """The members of the array, read; none if it is absent. Raises `Unusable`, with the place in the array."""
    values = holder.get(name)
    if values is None:
        return ()
    if not isinstance(values, list):
        raise Unusable(f"{name} is no array")
    return tuple(_read(read, value, f"{name}[{index}]") for index, value in enumerate(values))


def _read(read: Callable[[Mapping[str, Any]], T], value: Any, place: str) -> T:
    try:
        return read(an_object(value, "it"))
    except Unusable as error:
        raise Unusable(f"{place}: {error}") from error
