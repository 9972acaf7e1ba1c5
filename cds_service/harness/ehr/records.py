"""JSON files → the resources that an EHR can hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

_READ = (".json", ".ndjson")
_BY_UUID = "urn:uuid:"


class NotAResource(ValueError):
    """A value that is no resource with an id; the message names where it stands and the remedy."""


def read_folder(folder: Path) -> tuple[Mapping[str, Any], ...]:
    """The resources of the folder's `*.json` (a resource, a Bundle or an array of them) and `*.ndjson` files.

    Raises `NotAResource`, and `OSError` for what cannot be read.
    """
    files = sorted(file for file in folder.iterdir() if file.suffix in _READ)
    return tuple(resource for file in files for value in _values(file) for resource in _resources(file, value))


def resources_in(value: Any) -> tuple[Mapping[str, Any], ...]:
    """The resources of a resource, a Bundle or an array of them; those that a Bundle names by UUID get it as their id.

    Raises `NotAResource`.
    """
    entries = tuple(_entries(value))
    names = {address: f"{one['resourceType']}/{one['id']}" for address, one in entries if address.startswith(_BY_UUID)}
    return tuple(_renamed(one, names) for _, one in entries)


def _values(file: Path) -> Iterable[Any]:
    text = file.read_text("utf-8")
    try:
        return (
            [json.loads(line) for line in text.splitlines() if line] if file.suffix == ".ndjson" else [json.loads(text)]
        )
    except ValueError as error:
        raise NotAResource(f"{file.name} is not JSON; keep nothing but FHIR resources in the folder") from error


def _resources(file: Path, value: Any) -> tuple[Mapping[str, Any], ...]:
    try:
        return resources_in(value)
    except NotAResource as error:
        raise NotAResource(f"{file.name}: {error}") from error


def _entries(value: Any, address: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each resource, and the address that a Bundle gives it."""
    if isinstance(value, list):
        for one in value:
            yield from _entries(one)
    elif isinstance(value, Mapping) and value.get("resourceType") == "Bundle":
        for entry in value.get("entry", ()):
            yield from _entries(entry.get("resource"), str(entry.get("fullUrl", "")))
    else:
        yield address, _identified(value, address)


def _identified(value: Any, address: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not isinstance(value.get("resourceType"), str):
        raise NotAResource("is no FHIR resource; give each one its resourceType")
    if address.startswith(_BY_UUID) and "id" not in value:
        return {**value, "id": address.removeprefix(_BY_UUID)}
    if not isinstance(value.get("id"), str):
        raise NotAResource(f"a {value['resourceType']} has no id; give it one")
    return value


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The value with references that lead to an entry of the Bundle written as `Type/id`."""
    if isinstance(value, list):
        return [_renamed(one, names) for one in value]
    if isinstance(value, Mapping):
        return {name: _renamed(inner, names) for name, inner in value.items()}
    return names.get(value, value) if isinstance(value, str) else value
