"""All value sets, concept maps and code systems in one value that pure functions take."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fhir_mappings.terminology.canonical import NET_VALUE
from fhir_mappings.terminology.code_system import CodeSystem, read_code_system
from fhir_mappings.terminology.coding import Coding
from fhir_mappings.terminology.concept_map import ConceptMap, read_concept_map
from fhir_mappings.terminology.published import published
from fhir_mappings.terminology.value_set import ValueSet, read_value_sets


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Terminology:
    """What every code means to us; a site's codes are merged by `with_site_maps`."""

    value_sets: Mapping[str, ValueSet]
    concept_maps: Mapping[str, ConceptMap]
    code_systems: Mapping[str, CodeSystem]


@cache
def load_terminology() -> Terminology:
    """Our own terminology as shipped, read once."""
    return Terminology(
        value_sets=MappingProxyType(read_value_sets(published("ValueSet"))),
        concept_maps=MappingProxyType({key: read_concept_map(each) for key, each in published("ConceptMap").items()}),
        code_systems=MappingProxyType({key: read_code_system(each) for key, each in published("CodeSystem").items()}),
    )


def known_keys(terminology: Terminology) -> frozenset[tuple[str, str]]:
    """System and code of everything that is matched, a site's codes included."""
    sets = (each.codings for each in terminology.value_sets.values())
    return frozenset().union(*sets, *(each.targets for each in terminology.concept_maps.values()))


def value_set(identifier: str) -> ValueSet:
    """A value set as shipped, without a site's codes; KeyError for an unknown id."""
    return load_terminology().value_sets[identifier]


def concept_map(identifier: str) -> ConceptMap:
    """A concept map as shipped, without a site's codes; KeyError for an unknown id."""
    return load_terminology().concept_maps[identifier]


def net_value(code: str) -> Coding:
    """An answer of ours as a coding, to ask a second map with the answer of a first."""
    return Coding(system=NET_VALUE, code=code)
