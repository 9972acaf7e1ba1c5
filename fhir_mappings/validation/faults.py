"""One resource → its faults as FHIR R4: each a path and what is wrong there, never the value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from fhir_core.fhirabstractmodel import FHIRAbstractModel
from pydantic import BaseModel, ValidationError

from fhir_mappings.validation.model_rules import broken_rules
from fhir_mappings.validation.other_versions import version_of, version_with

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "missing": "is missing; FHIR R4 requires it",
        "extra_forbidden": "is not an element of FHIR R4 here",
        "list_type": "must be an array",
        "json_invalid": "must be an object",
        "json_type": "must be an object",
        "model_validation_format": "must be an object of another type",
        "model_type": "must be an object",
        "string_type": "must be text",
        "bool_type": "must be true or false",
        "bool_parsing": "must be true or false",
        "int_type": "must be a whole number",
        "int_parsing": "must be a whole number",
        "string_pattern_mismatch": "is blank or has characters that FHIR R4 does not allow here",
        "string_too_long": "is longer than FHIR R4 allows",
        "greater_than": "is smaller than FHIR R4 allows",
        "greater_than_equal": "is smaller than FHIR R4 allows",
    }
)
_DATES = "is not a date or time as FHIR R4 writes them, such as 2026-11-24 or 2026-11-24T09:30:00+01:00"
_PRIMITIVES: Mapping[str, str] = MappingProxyType(
    {
        "Decimal": "must be a number",
        "Date": _DATES,
        "DateTime": _DATES,
        "Instant": "is not an instant as FHIR R4 writes it, such as 2026-11-24T09:30:00+01:00",
        "Time": "is not a time of day as FHIR R4 writes it, such as 09:30:00",
    }
)
_PRIMITIVE = re.compile(r"(?:Value error, )?(\w+) value string does not match")
_ELEMENT = re.compile(r"_?[A-Za-z][A-Za-z0-9]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: `path` in the resource ("component[0].valueQuantity.value"), `text` in our words."""

    path: str
    text: str


def faults_of(resource: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Every fault of one resource, one per path, sorted; resources inside it must have been taken out.

    Checked with the R4B models of `fhir.resources`, which are those of R4 for every resource read here.
    """
    kind = resource.get("resourceType")
    model = _model(kind)
    if model is None:
        return (Fault(path="resourceType", text=_type_fault(resource)),)
    found = {path: Fault(path=path, text=text) for path, text in broken_rules(model, resource)}
    for path, text in _refused(model, resource):
        found.setdefault(path, Fault(path=path, text=_with_version(str(kind), path, text)))
    return tuple(found[path] for path in sorted(found))


def _model(kind: object) -> type[FHIRAbstractModel] | None:
    """The model of a resource type; data types such as Quantity are models too, and no resources."""
    try:
        model = get_fhir_model_class(kind) if isinstance(kind, str) else None
    except ValueError:
        return None
    return model if model is not None and model.has_resource_base() else None


def _type_fault(resource: Mapping[str, Any]) -> str:
    version = version_of(resource)
    if version:
        return f"is a type of FHIR {version}, not of R4"
    return "is not a resource type of FHIR R4" if resource.get("resourceType") else _WORDS["missing"]


def _refused(model: type[BaseModel], resource: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        model.model_validate(dict(resource))
    except ValidationError as error:
        for one in error.errors(include_url=False, include_context=False, include_input=False):
            path = _path(one["loc"])
            if not _is_rule_of_the_model(one["type"], one["msg"]):
                yield path, _words(one["type"], one["msg"])


def _is_rule_of_the_model(kind: str, said: str) -> bool:
    """Rules over several elements name none of them; `broken_rules` finds the same with a path."""
    return kind == "model_field_validation.missing" or (kind == "value_error" and "this list" in said)


def _words(kind: str, said: str) -> str:
    primitive = _PRIMITIVE.match(said)
    if primitive:
        return _PRIMITIVES.get(primitive[1], "is not written as FHIR R4 asks")
    return _WORDS.get(kind, "is not valid FHIR R4")


def _with_version(kind: str, path: str, text: str) -> str:
    version = version_with(kind, path)
    return f"{text}; {version} has it" if version else text


def _path(loc: tuple[int | str, ...]) -> str:
    """Names and indices as in FHIRPath; a name that cannot be one of FHIR is not repeated."""
    path = ""
    for step in loc:
        if isinstance(step, int):
            path += f"[{step}]"
        elif step != "root":
            path += f".{step}" if _ELEMENT.fullmatch(step) else ".?"
    return path.removeprefix(".")
