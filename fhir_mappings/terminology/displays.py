"""Code → the display that our files give it, for people to read."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from fhir_mappings.terminology.published import published


@cache
def displays() -> Mapping[tuple[str, str], str]:
    """The display by system and code of everything in our value sets, concept maps (both sides) and code systems."""
    return MappingProxyType({(system, each["code"]): each["display"] for system, each in _shown() if "display" in each})


def _shown() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for code_system in published("CodeSystem").values():
        yield from ((code_system["url"], concept) for concept in code_system["concept"])
    for value_set in published("ValueSet").values():
        for include in value_set["compose"]["include"]:
            yield from ((include["system"], concept) for concept in include.get("concept", ()))
    for concept_map in published("ConceptMap").values():
        for group in concept_map["group"]:
            for element in group["element"]:
                yield group["source"], element
                yield from ((group["target"], target) for target in element["target"] if "code" in target)
