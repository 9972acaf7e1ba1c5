"""Words → the value sets, concept maps, code systems and codes that have all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fhir_mappings.terminology import Coding, Kind

Library = Mapping[Kind, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One published resource that answers: by its own words when `by_title`, and by the codes listed."""

    kind: Kind
    id: str
    title: str
    by_title: bool
    codes: tuple[Coding, ...]


def search(library: Library, words: str) -> tuple[Hit, ...]:
    """Every resource whose id, title or purpose has all the words, or which has codes that do; case plays no part."""
    wanted = words.lower().split()
    hits = (_hit(kind, resource, wanted) for kind, resources in library.items() for resource in resources.values())
    return tuple(hit for hit in hits if wanted and (hit.by_title or hit.codes))


def codes_in(resource: Mapping[str, Any]) -> Iterator[Coding]:
    """The codes that a ValueSet or CodeSystem lists, or that a ConceptMap translates, in the order of the file."""
    for concept in resource.get("concept", ()):
        yield _coding(resource["url"], concept)
    for include in resource.get("compose", {}).get("include", ()):
        yield from (_coding(include["system"], concept) for concept in include.get("concept", ()))
    for group in resource.get("group", ()):
        yield from (_coding(group["source"], element) for element in group["element"])


def title_of(resource: Mapping[str, Any]) -> str:
    """The title, else the id: a site's map may have none."""
    return str(resource.get("title") or resource["id"])


def _hit(kind: Kind, resource: Mapping[str, Any], wanted: list[str]) -> Hit:
    about = (resource["id"], title_of(resource), str(resource.get("purpose", "")))
    codes = (each for each in codes_in(resource) if _has_all(wanted, each.code, each.display or ""))
    return Hit(
        kind=kind,
        id=resource["id"],
        title=title_of(resource),
        by_title=_has_all(wanted, *about),
        codes=tuple(codes),
    )


def _has_all(wanted: list[str], *texts: str) -> bool:
    said = " ".join(texts).lower()
    return all(word in said for word in wanted)


def _coding(system: str, concept: Mapping[str, Any]) -> Coding:
    return Coding(system=system, code=concept["code"], display=concept.get("display"))
