"""FHIR model × JSON → what the models state and do not enforce by element: required values, closed lists, value[x]."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from fhir_core.types import FhirBase
from pydantic import BaseModel
from pydantic.fields import FieldInfo

_CUT_SHORT = "+"  # the models cut long lists short and mark them so; the file has those of what is read here


def broken_rules(model: type[BaseModel], body: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Path and fault of every broken rule, in the elements of `body` and below; other damage is passed over."""
    yield from _choices(model, body, path)
    for name, info in _elements(model):
        value, where = body.get(name), f"{path}{name}"
        rules = _rules(info)
        if rules.get("element_required") and value is None and body.get(f"_{name}") is None:
            yield where, "is missing; FHIR R4 requires it"
        allowed = _allowed(model, name, rules)
        inner = _inner_model(info.annotation)
        for place, item in _items(value, where):
            if isinstance(item, str) and allowed and item not in allowed:
                yield place, f"is none of: {', '.join(allowed)}"
            if inner is not None and isinstance(item, Mapping):
                yield from broken_rules(inner, item, f"{place}.")


def _choices(model: type[BaseModel], body: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """value[x] and its like: at most one of them, and one where FHIR requires it."""
    required: dict[str, bool] = {}
    given: dict[str, int] = {}
    for name, info in _elements(model):
        choice = _rules(info).get("one_of_many")
        if choice:
            required[choice] = bool(_rules(info).get("one_of_many_required"))
            is_there = body.get(name) is not None or body.get(f"_{name}") is not None
            given[choice] = given.get(choice, 0) + is_there
    for choice, count in given.items():
        if count > 1:
            yield f"{path}{choice}[x]", "is given in more than one type; FHIR R4 allows one"
        elif not count and required[choice]:
            yield f"{path}{choice}[x]", "is missing; FHIR R4 requires it"


def _allowed(model: type[BaseModel], name: str, rules: Mapping[str, Any]) -> Sequence[str]:
    """The closed list of a code; empty where the list is open or not known whole."""
    listed: Sequence[str] = rules.get("enum_values") or ()
    return _whole_lists().get(f"{model.__name__}.{name}", ()) if _CUT_SHORT in listed else listed


@cache
def _whole_lists() -> Mapping[str, Sequence[str]]:
    lists: dict[str, list[str]] = json.loads(files(__package__).joinpath("long_lists.json").read_text(encoding="utf-8"))
    return lists


def _elements(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    return ((info.alias or name, info) for name, info in model.model_fields.items())


def _rules(info: FieldInfo) -> Mapping[str, Any]:
    return info.json_schema_extra if isinstance(info.json_schema_extra, Mapping) else {}


def _items(value: object, where: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, list):
        yield from ((f"{where}[{index}]", item) for index, item in enumerate(value))
    else:
        yield where, value


def _inner_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, FhirBase):
        model: type[BaseModel] = annotation.get_model_klass()
        return model
    return next((found for part in get_args(annotation) if (found := _inner_model(part)) is not None), None)
