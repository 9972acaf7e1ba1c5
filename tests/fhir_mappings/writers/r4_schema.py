"""JSON × HL7's own JSON schema of FHIR R4 → where it breaks it; the schema speaks a small part of JSON Schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

Schema = dict[str, Any]

_SPOKEN = {"$ref", "additionalProperties", "const", "enum", "items", "pattern", "properties", "required", "type"}
_TYPES: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


def breaches(resource: Any) -> list[str]:
    """The paths at which a resource is not what HL7's schema of its type asks for."""
    return [*_breaches(resource, _definitions()[resource["resourceType"]], resource["resourceType"])]


def _breaches(value: Any, schema: Schema, path: str) -> Iterator[str]:
    unspoken = schema.keys() - _SPOKEN
    if unspoken:
        raise NotImplementedError(f"{path}: the schema says {unspoken}")
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from _breaches(value, _definitions()[value["resourceType"] if name == "ResourceList" else name], path)
        return
    if not _is_of_type(value, schema.get("type", "object" if "properties" in schema else None)):
        yield f"{path}: type"
        return
    if value != schema.get("const", value) or value not in schema.get("enum", [value]):
        yield f"{path}: value"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{path}: pattern"
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _breaches(item, schema["items"], f"{path}[{index}]")
    if isinstance(value, dict):
        yield from _of_object(value, schema, path)


def _of_object(value: dict[str, Any], schema: Schema, path: str) -> Iterator[str]:
    yield from (f"{path}.{name}: missing" for name in schema.get("required", ()) if name not in value)
    for name, part in value.items():
        if name in schema["properties"]:
            yield from _breaches(part, schema["properties"][name], f"{path}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{path}.{name}: unknown"


def _is_of_type(value: Any, name: str | None) -> bool:
    if name is None:
        return True
    return isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


@cache
def _definitions() -> dict[str, Schema]:
    definitions: dict[str, Schema] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))["definitions"]
    return definitions
