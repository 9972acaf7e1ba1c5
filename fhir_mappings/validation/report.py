"""A resource or Bundle → one report for each resource in it, contained ones included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fhir_mappings.validation.faults import Fault, faults_of
from fhir_mappings.validation.other_versions import version_of

_DEEPEST = 40  # levels within one resource; published examples have about fifteen
# Resources stand inside others in `contained`, and in these elements of these types.
_NESTING: Mapping[object, frozenset[str]] = MappingProxyType(
    {"Bundle": frozenset({"resource", "outcome"}), "Parameters": frozenset({"resource"})}
)
_TOO_DEEP = "is nested too deeply to be checked"

Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is wrong with one resource.

    place    where it stands in what was given ("entry[3].resource"); empty for the outermost
    kind     its resourceType, where that is text
    id       its id, where that is text
    version  the FHIR version whose shape it has, where that is not R4
    faults   empty when it is valid
    """

    place: str
    kind: str | None
    id: str | None
    version: str | None
    faults: tuple[Fault, ...]


def reports(value: object, place: str = "") -> Iterator[Report]:
    """The report on a resource, then those on the resources in it, in their order. Never raises."""
    waiting = [(place, value)]
    while waiting:
        where, resource = waiting.pop()
        if not isinstance(resource, Mapping):
            fault = Fault(path="", text="is no FHIR resource: a JSON object is needed")
            yield Report(place=where, kind=None, id=None, version=None, faults=(fault,))
            continue
        holders = _holders(resource)
        parts = tuple(_parts(resource, holders, ""))
        deep = (Fault(path=path, text=_TOO_DEEP) for path, part in parts if part is None)
        yield Report(
            place=where,
            kind=_text(resource.get("resourceType")),
            id=_text(resource.get("id")),
            version=version_of(resource),
            faults=(*faults_of(_alone(resource, holders, 0)), *deep),
        )
        waiting += [(f"{where}.{path}".lstrip("."), part) for path, part in reversed(parts) if part is not None]


def _holders(resource: Object) -> frozenset[str]:
    """The elements in which other resources stand."""
    kind = resource.get("resourceType")
    return _NESTING.get(kind if isinstance(kind, str) else None, frozenset()) | {"contained"}


def _parts(value: object, holders: frozenset[str], path: str, depth: int = 0) -> Iterator[tuple[str, Object | None]]:
    """The resources directly inside another, with their paths; None for what is nested too deeply to be looked at."""
    for step, name, child in _children(value, path):
        if name in holders and isinstance(child, Mapping):
            yield step, child
        elif isinstance(child, Mapping | list) and depth >= _DEEPEST:
            yield step, None
        else:
            yield from _parts(child, holders, step, depth + 1)


def _alone(value: Object, holders: frozenset[str], depth: int) -> Object:
    """The resource without those inside it, and without what is nested too deeply."""
    return {name: _kept(part, holders, depth) for name, part in value.items() if not _holds(name, part, holders)}


def _kept(value: Any, holders: frozenset[str], depth: int) -> Any:
    if isinstance(value, Mapping | list) and depth >= _DEEPEST:
        return None
    if isinstance(value, Mapping):
        return _alone(value, holders, depth + 1)
    return [_kept(part, holders, depth + 1) for part in value] if isinstance(value, list) else value


def _holds(name: str, value: object, holders: frozenset[str]) -> bool:
    """Whether an element holds resources and nothing else."""
    items = value if isinstance(value, list) and value else [value]
    return name in holders and all(isinstance(item, Mapping) for item in items)


def _children(value: object, path: str, name: str = "") -> Iterator[tuple[str, str, Any]]:
    """Path, name and value of each member; the members of a list have the name of the list."""
    if isinstance(value, Mapping):
        for key, child in value.items():
            step = f"{path}.{key}".lstrip(".")
            yield from _children(child, step, key) if isinstance(child, list) else ((step, key, child),)
    elif isinstance(value, list):
        yield from ((f"{path}[{index}]", name, child) for index, child in enumerate(value))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
