"""A resource or Bundle → one report for each resource in it, contained ones included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fhir_mappings.validation.faults import Fault, faults_of
from fhir_mappings.validation.other_versions import version_of

_DEEPEST = 40  # levels within one resource; published examples have about fifteen
_NESTING = frozenset({"contained", "resource", "outcome"})
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
        parts = tuple(_parts(resource, ""))
        deep = (Fault(path=path, text=_TOO_DEEP) for path, part in parts if part is None)
        yield Report(
            place=where,
            kind=_text(resource.get("resourceType")),
            id=_text(resource.get("id")),
            version=version_of(resource),
            faults=(*faults_of(_alone(resource)), *deep),
        )
        waiting += [(f"{where}.{path}".lstrip("."), part) for path, part in reversed(parts) if part is not None]


def _parts(value: object, path: str, depth: int = 0) -> Iterator[tuple[str, Object | None]]:
    """The resources directly inside another, with their paths; None for what is nested too deeply to be looked at."""
    for step, name, child in _children(value, path):
        if _is_resource(name, child):
            yield step, child
        elif isinstance(child, Mapping | list) and depth >= _DEEPEST:
            yield step, None
        else:
            yield from _parts(child, step, depth + 1)


def _alone(resource: Object) -> Object:
    """The resource without those inside it, and without what is nested too deeply."""
    return {name: _kept(name, value, 0) for name, value in resource.items() if _stays(name, value)}


def _kept(name: str, value: Any, depth: int) -> Any:
    if depth >= _DEEPEST and isinstance(value, Mapping | list):
        return None
    if isinstance(value, Mapping):
        return {key: _kept(key, part, depth + 1) for key, part in value.items() if _stays(key, part)}
    if isinstance(value, list):
        return [_kept(name, part, depth + 1) for part in value if not _is_resource(name, part)]
    return value


def _stays(name: str, value: object) -> bool:
    all_resources = isinstance(value, list) and bool(value) and all(_is_resource(name, part) for part in value)
    return not all_resources and not _is_resource(name, value)


def _is_resource(name: str, value: object) -> bool:
    return name in _NESTING and isinstance(value, Mapping) and isinstance(value.get("resourceType"), str)


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
