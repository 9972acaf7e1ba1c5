"""A valid call → the call that a probe sends."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

_APPENDED = "-"
_EVERY = "*"


class Operation(StrEnum):
    """What a change does: put a value in, put it in the place of another, take it away, or repeat an array's items."""

    SET = "set"
    REPLACE = "replace"
    REMOVE = "remove"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change at a JSON pointer, in which `*` means every member and `-` the end of an array.

    With `if_type`, only below or in place of resources of that type among the members that `*` stands for.
    """

    operation: Operation
    at: str
    to: Any = None
    if_type: str | None = None


def change_of(row: Mapping[str, Any]) -> Change:
    """The change that a scenario or a fault profile writes as `{"set": "/context/patientId", "to": "p1"}`."""
    operation = next(one for one in Operation if one in row)
    return Change(operation=operation, at=row[operation], to=row.get("to"), if_type=row.get("if_type"))


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


def placed(changes: Iterable[Change], names: Mapping[str, str]) -> tuple[Change, ...]:
    """The changes with `{name}` in the texts that they put in replaced."""
    return tuple(replace(change, to=_placed(change.to, names)) for change in changes)


def present(call: Any, pointer: str) -> bool:
    """True if the call has something other than null and empty there."""
    for step in pointer.split("/")[1:]:
        call = call.get(step) if isinstance(call, dict) else None
    return call not in (None, {}, [])


def _placed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _placed(inner, names) for name, inner in value.items()}
    if isinstance(value, list):
        return [_placed(inner, names) for inner in value]
    for name, text in names.items():
        value = value.replace(f"{{{name}}}", text) if isinstance(value, str) else value
    return value


def _holders(value: Any, steps: list[str], if_type: str | None) -> Iterator[tuple[Any, str]]:
    """The containers in which the last step stands, with that step."""
    first, *rest = steps
    if first == _EVERY:
        for name in _names(value):
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


def _names(value: Any) -> list[str]:
    if isinstance(value, dict):
        return list(value)
    return list(map(str, range(len(value)))) if isinstance(value, list) else []


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
        elif change.operation is Operation.REPEAT:
            holder.update({last: holder[last] * 2} if isinstance(holder.get(last), list) else {})
        elif change.operation is Operation.SET or last in holder:
            holder[last] = value
