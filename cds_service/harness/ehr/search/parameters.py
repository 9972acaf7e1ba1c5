"""The search parameters of FHIR R4 by resource type: which elements each one looks at, and how.

The table is drawn from HL7's definitions (CC0): the parameters of kind token, reference, date and string of all
types that hold clinical or administrative data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache
from importlib.resources import files


class Kind(StrEnum):
    """How a parameter compares."""

    TOKEN = auto()
    REFERENCE = auto()
    DATE = auto()
    STRING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Steps to an element; `[x]` in the last stands for any of its types. `target`: the only type of reference."""

    steps: tuple[str, ...]
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A search parameter of one resource type."""

    name: str
    kind: Kind
    paths: tuple[Path, ...]


_OF_ALL = {
    "_id": "token id",
    "_lastUpdated": "date meta.lastUpdated",
    "_security": "token meta.security",
    "_tag": "token meta.tag",
}


@cache
def resource_types() -> tuple[str, ...]:
    """The types that the server knows, in alphabetical order."""
    return tuple(sorted(_table()))


@cache
def parameters_of(kind: str) -> Mapping[str, Parameter]:
    """The parameters of a resource type by name."""
    return {name: _parameter(name, text) for name, text in {**_OF_ALL, **_table()[kind]}.items()}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = files("cds_service.harness.ehr.search").joinpath("parameters.json").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = json.loads(text)
    return table


def _parameter(name: str, text: str) -> Parameter:
    kind, *paths = text.split()
    return Parameter(name=name, kind=Kind(kind), paths=tuple(map(_path, paths)))


def _path(text: str) -> Path:
    steps, _, target = text.partition(":")
    return Path(steps=tuple(steps.split(".")), target=target or None)
