"""A hook request → the resources that an EHR holds which sends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def resources_of(call: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The resources in prefetch that have a type and an id, each once; drafts are in the EHR's memory only."""
    found = {(one["resourceType"], one["id"]): one for one in _resources(call.get("prefetch"))}
    return tuple(found.values())


def _resources(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _resources(one)
    elif isinstance(value, Mapping):
        kind = value.get("resourceType")
        if kind == "Bundle":
            yield from _resources(value.get("entry"))
        elif kind is None:  # prefetch itself, or an entry
            yield from _resources(list(value.values()))
        elif isinstance(kind, str) and isinstance(value.get("id"), str):
            yield value
