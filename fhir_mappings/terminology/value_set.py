"""FHIR ValueSet → which resources a reader picks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fhir_mappings.terminology.canonical import CANONICAL_BASE, MATCH_ONLY
from fhir_mappings.terminology.coding import Coding


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSet:
    """The codings that mean one kind of thing.

    `codings` is for matching and holds a site's codes too. `concepts` are the codings of the file
    in its order; those in `match_only` are accepted and never sent. `chapters` are whole chapters
    (filters on the code): system and what the whole of a code must look like.
    """

    id: str
    title: str
    purpose: str
    concepts: tuple[Coding, ...]
    match_only: frozenset[tuple[str, str]]
    codings: frozenset[tuple[str, str]]
    chapters: tuple[tuple[str, re.Pattern[str]], ...] = ()


def includes(value_set: ValueSet, coding: Coding) -> bool:
    """Whether a normalised coding belongs to the value set; the display plays no part."""
    return coding.key in value_set.codings or any(
        coding.system == system and pattern.fullmatch(coding.code) for system, pattern in value_set.chapters
    )


def includes_any(value_set: ValueSet, codings: Iterable[Coding]) -> bool:
    """Whether one of the codings of a CodeableConcept belongs to the value set."""
    return any(includes(value_set, coding) for coding in codings)


def read_value_sets(resources: Mapping[str, Mapping[str, Any]]) -> dict[str, ValueSet]:
    """All value sets by id, imports (`compose.include.valueSet`) resolved."""
    return {key: _read_value_set(each, resources) for key, each in resources.items()}


def _read_value_set(resource: Mapping[str, Any], resources: Mapping[str, Mapping[str, Any]]) -> ValueSet:
    listed = list(_listed(resource, resources))
    return ValueSet(
        id=resource["id"],
        title=resource["title"],
        purpose=resource["purpose"],
        concepts=tuple(dict.fromkeys(coding for coding, _ in listed)),
        match_only=frozenset(coding.key for coding, match_only in listed if match_only),
        codings=frozenset(coding.key for coding, _ in listed),
        chapters=tuple(_chapters(resource)),
    )


def _chapters(resource: Mapping[str, Any]) -> Iterable[tuple[str, re.Pattern[str]]]:
    for include in resource["compose"]["include"]:
        for chapter in include.get("filter", ()):
            if (chapter["property"], chapter["op"]) != ("code", "regex"):
                raise ValueError(f"{resource['id']}: only filters of the code by regex are understood")
            yield include["system"], re.compile(chapter["value"])


def _listed(resource: Mapping[str, Any], resources: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[Coding, bool]]:
    for include in resource["compose"]["include"]:
        for concept in include.get("concept", ()):
            yield _coding(include["system"], concept), _is_match_only(concept)
        for canonical in include.get("valueSet", ()):
            imported = canonical.removeprefix(f"{CANONICAL_BASE}/ValueSet/")
            yield from _listed(resources[imported], resources)


def _coding(system: str, concept: Mapping[str, Any]) -> Coding:
    return Coding(system=system, code=concept["code"], display=concept["display"])


def _is_match_only(concept: Mapping[str, Any]) -> bool:
    return any(
        extension["url"] == MATCH_ONLY and extension["valueBoolean"] for extension in concept.get("extension", ())
    )
