"""A resource and a path → the values that stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cds_service.harness.ehr.search.parameters import Path

_ANY_TYPE = "[x]"


def values_at(resource: Mapping[str, Any], path: Path) -> Iterator[Any]:
    """Every value at the path, arrays opened; nothing where an element is absent or of another shape."""
    yield from _walk(resource, path.steps)


def _walk(value: Any, steps: tuple[str, ...]) -> Iterator[Any]:
    if isinstance(value, list):
        for one in value:
            yield from _walk(one, steps)
    elif not steps:
        if value is not None:
            yield value
    elif isinstance(value, Mapping):
        for inner in _members(value, steps[0]):
            yield from _walk(inner, steps[1:])


def _members(value: Mapping[str, Any], step: str) -> Iterator[Any]:
    if not step.endswith(_ANY_TYPE):
        yield value.get(step)
        return
    stem = step.removesuffix(_ANY_TYPE)
    yield from (inner for name, inner in value.items() if name.startswith(stem) and name[len(stem) :][:1].isupper())
