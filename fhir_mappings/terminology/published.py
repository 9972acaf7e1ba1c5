"""Our terminology resources as they are published, read from the package."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

Kind = Literal["CodeSystem", "ValueSet", "ConceptMap"]

_FOLDERS: Mapping[Kind, str] = MappingProxyType(
    {"CodeSystem": "code_systems", "ValueSet": "value_sets", "ConceptMap": "concept_maps"}
)


@cache
def published(kind: Kind) -> Mapping[str, Mapping[str, Any]]:
    """Every resource of a kind by id, in alphabetical order; not to be changed by the caller."""
    folder = files(__package__).joinpath(_FOLDERS[kind])
    texts = (
        path.read_text(encoding="utf-8")
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".json")
    )
    return MappingProxyType({resource["id"]: resource for resource in map(json.loads, texts)})
