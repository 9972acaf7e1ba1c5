"""A site's ConceptMaps (local code → a code we know) merged into our terminology."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from fhir_mappings.terminology.canonical import NET_ORDER
from fhir_mappings.terminology.catalogue import Terminology, known_keys
from fhir_mappings.terminology.coding import Coding
from fhir_mappings.terminology.concept_map import ConceptMap
from fhir_mappings.terminology.look_alikes import look_alikes
from fhir_mappings.terminology.published import Kind, published
from fhir_mappings.terminology.site_map_files import SiteLine, SiteMap, SiteMapProblem
from fhir_mappings.terminology.value_set import ValueSet

_Key = tuple[str, str]
_SEARCH = "a code that `net-cds terminology search` finds"


class SiteMapError(ValueError):
    """A site's ConceptMaps cannot be used; the message has one line per problem: file, path and remedy."""

    def __init__(self, problems: tuple[SiteMapProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def with_site_maps(terminology: Terminology, site_maps: Iterable[SiteMap]) -> Terminology:
    """Our terminology that also understands the site's codes. Raises `SiteMapError` with every problem at once.

    A local code joins every value set that holds its target and takes the target's answer in every
    concept map. A line whose source is one of our net-order codes adds the site's own orderable.
    A site can add and never change what a code of ours means.
    """
    maps = tuple(site_maps)
    problems = [problem for site_map in maps for problem in site_map.problems]
    problems += _clashing_ids(maps)
    merged, ours, places = terminology, known_keys(terminology), dict[tuple[_Key, _Key], str]()
    for site_map in maps:
        for line in site_map.lines:
            here = f"{site_map.origin}: {line.path}"
            place = places.setdefault((line.source.key, line.target.key), here)
            repeated = [f"repeats {place}; remove one of the two"] if place != here else []
            refused = repeated or list(_refusals(merged, ours, line))
            problems += [SiteMapProblem(origin=site_map.origin, path=line.path, text=text) for text in refused]
            merged = merged if refused else _with_line(merged, line)
    if problems:
        raise SiteMapError(tuple(problems))
    return merged


def served(site_maps: Iterable[SiteMap] = ()) -> Mapping[Kind, Mapping[str, Mapping[str, Any]]]:
    """Everything that is published, by type and id: ours, and the site's ConceptMaps as they were written."""
    own = {each.id: {**each.resource, "id": each.id} for each in site_maps}
    return MappingProxyType(
        {
            "CodeSystem": published("CodeSystem"),
            "ValueSet": published("ValueSet"),
            "ConceptMap": MappingProxyType({**published("ConceptMap"), **own}),
        }
    )


def _clashing_ids(maps: Iterable[SiteMap]) -> Iterator[SiteMapProblem]:
    """Two maps under one id could not both be served."""
    taken = dict.fromkeys(published("ConceptMap"), "a ConceptMap of this service")
    for site_map in maps:
        if site_map.id in taken:
            text = f"{site_map.id} is taken by {taken[site_map.id]}; give this map another"
            yield SiteMapProblem(origin=site_map.origin, path="id", text=text)
        taken.setdefault(site_map.id, site_map.origin)


def _refusals(merged: Terminology, ours: frozenset[_Key], line: SiteLine) -> Iterator[str]:
    """Why a line cannot be taken in, with the remedy; `ours` is what is known without the site's maps."""
    source, target = line.source, line.target
    if source.system == NET_ORDER:
        if source.code not in merged.code_systems["net-order"].displays:
            yield f"{_named(source)} is not a code of ours; `net-cds terminology list` shows those that are"
        return
    if target.key not in ours:
        yield _unknown(ours, target)
    if source.key in look_alikes():
        yield f"{_named(source)} {look_alikes()[source.key]}; remove the line"
    elif source.key in ours:
        yield f"{_named(source)} is read here already and keeps its meaning; remove the line"
    else:
        yield from _conflicts(merged, line)


def _unknown(known: frozenset[_Key], target: Coding) -> str:
    if target.system not in {system for system, _ in known}:
        return f"has a target of {target.system}, a system from which nothing is read here; use {_SEARCH}"
    return f"has the target {_named(target)}, which is not read here; use {_SEARCH}"


def _conflicts(merged: Terminology, line: SiteLine) -> Iterator[str]:
    """The concept maps in which another line has given the local code another meaning."""
    for identifier, concept_map in merged.concept_maps.items():
        answer = concept_map.targets.get(line.target.key)
        present = concept_map.targets.get(line.source.key, answer)
        if answer and present and present[0].code != answer[0].code:
            yield (
                f"{_named(line.source)} already means {present[0].code} in {identifier} "
                f"and cannot also mean {answer[0].code}; remove one of the two lines"
            )


def _with_line(merged: Terminology, line: SiteLine) -> Terminology:
    source, target = line.source, line.target
    if source.system == NET_ORDER:
        codes = merged.concept_maps["order-codes"]
        orderables = {**codes.targets, source.key: (target, *codes.targets.get(source.key, ()))}
        return _replaced(merged, {}, {codes.id: replace(codes, targets=MappingProxyType(orderables))})
    joined = {
        key: replace(each, codings=each.codings | {source.key})
        for key, each in merged.value_sets.items()
        if target.key in each.codings
    }
    answered = {
        key: replace(each, targets=MappingProxyType({**each.targets, source.key: each.targets[target.key]}))
        for key, each in merged.concept_maps.items()
        if target.key in each.targets
    }
    return _replaced(merged, joined, answered)


def _replaced(
    terminology: Terminology,
    value_sets: Mapping[str, ValueSet],
    concept_maps: Mapping[str, ConceptMap],
) -> Terminology:
    return replace(
        terminology,
        value_sets=MappingProxyType({**terminology.value_sets, **value_sets}),
        concept_maps=MappingProxyType({**terminology.concept_maps, **concept_maps}),
    )


def _named(coding: Coding) -> str:
    return f"{coding.code} of {coding.system}"
