"""References to what a suggestion creates, led to the ids that it gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Resource = Mapping[str, Any]
Key = tuple[str, str]
"""Type and id of a resource."""

_BY_UUID = "urn:uuid:"
_REFERENCE = "reference"


def key_of(resource: Resource) -> Key:
    """The type and the id; an empty id where there is none yet."""
    return str(resource["resourceType"]), str(resource.get("id", ""))


def key_named(reference: str) -> Key:
    """The key that `Type/id` names; an empty type for a bare id."""
    kind, _, identifier = reference.removeprefix("/").rpartition("/")
    return kind.rpartition("/")[2], identifier


def led(value: Any, names: Mapping[str, str]) -> Any:
    """The value with each reference that is among the names replaced by what it is now called."""
    if isinstance(value, list):
        return [led(one, names) for one in value]
    if not isinstance(value, Mapping):
        return value
    return {
        name: names.get(inner, inner) if name == _REFERENCE and isinstance(inner, str) else led(inner, names)
        for name, inner in value.items()
    }


def names_for(temporary: Key, new: str, base: str) -> dict[str, str]:
    """What a created resource may be called in its suggestion → its new reference."""
    kind, identifier = temporary
    if not identifier:
        return {}
    local = f"{kind}/{identifier}"
    return dict.fromkeys((local, f"{base}/{local}", f"{_BY_UUID}{identifier}"), f"{kind}/{new}")
