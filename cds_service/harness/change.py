"""A valid call → the call that a probe sends."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_APPENDED = "-"
_EVERY = "*"


class Operation(StrEnum):
    """What a change does: put a value in, put it in the place of another, or take it away."""

    SET = "set"
    REPLACE = "replace"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change at a JSON pointer, in which `*` means every member and `-` the end of an array.

    With `if_type`, only below or in place of resources of that type among the members that `*` stands for.
    """

    operation: Operation
    at: str
    to: Any = None
    if_type: str | None = None


def changed(call: Any, changes: Iterable[Change], key: str | None = None) -> Any:
    """The call with the changes made to a copy; `{key}` in a pointer is the prefetch key under test."""
    made = copy.deepcopy(call)
    for change in changes:
        steps = change.at.split("/")[1:]
        if key is not None:
            steps = [key if step == "{key}" else step for step in steps]
        for holder, last in list(_holders(made, steps, change.if_type)):
            _apply(holder, last, change)
    return made


def present(call: Any, pointer: str) -> bool:
    """True if the call has something other than null and empty there."""
    for step in pointer.split("/")[1:]:
        call = call.get(step) if isinstance(call, dict) else None
    return call not in (None, {}, [])


def _holders(value: Any, steps: list[str], if_type: str | None) -> Iterator[tuple[Any, str]]:
    """The containers in which the last step stands, with that step."""
    first, *rest = steps
    if first == _EVERY:
        for name in list(value) if isinstance(value, dict) else map(str, range(len(value or ()))):
            inner = _member(value, name)
            if if_type is None or (isinstance(inner, dict) and inner.get("resourceType") == if_type):
                yield from _holders(value, [name, *rest], None)
    elif not rest:
        yield value, first
    elif _member(value, first) is not None:
        yield from _holders(_member(value, first), rest, if_type)
    elif rest == [_APPENDED] and isinstance(value, dict):
        value[first] = []
        yield value[first], _APPENDED


def _member(value: Any, name: str) -> Any:
    if isinstance(value, list):
        return value[int(name)] if name.isdigit() and int(name) < len(value) else None
    return value.get(name) if isinstance(value, dict) else None


def _apply(holder: Any, last: str, change: Change) -> None:
    value = copy.deepcopy(change.to)
    if isinstance(holder, list):
        if last == _APPENDED:
            holder.append(value)
        elif last.isdigit() and int(last) < len(holder):
            holder[int(last)] = value
    elif isinstance(holder, dict):
        if change.operation is Operation.REMOVE:
            holder.pop(last, None)
        elif change.operation is Operation.SET or last in holder:
            holder[last] = value
