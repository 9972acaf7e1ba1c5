"""A site's ConceptMaps (local code → a code we know) merged into our terminology."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fhir_mappings.terminology.canonical import NET_ORDER
from fhir_mappings.terminology.catalogue import Terminology
from fhir_mappings.terminology.coding import Coding, normalised
from fhir_mappings.terminology.concept_map import ConceptMap, Mapped, mapped_lines
from fhir_mappings.terminology.value_set import ValueSet

_Key = tuple[str, str]


class SiteMapError(ValueError):
    """A site's ConceptMap cannot be used; the message names file, code and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMap:
    """One ConceptMap of a site: which file, and its lines with both sides normalised."""

    origin: str
    lines: tuple[Mapped, ...]


def read_site_maps(folder: Path) -> tuple[SiteMap, ...]:
    """Every `*.json` of a folder in alphabetical order."""
    return tuple(_read_file(path) for path in sorted(folder.glob("*.json")))


def read_site_map(resource: Mapping[str, Any], *, origin: str) -> SiteMap:
    """One FHIR ConceptMap; lines marked "unmatched" or "disjoint" are left out."""
    try:
        lines = tuple(
            _checked(line, origin)
            for line in mapped_lines(resource)
            if line.equivalence not in ("unmatched", "disjoint")
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise SiteMapError(
            f"{origin}: not a FHIR R4 ConceptMap ({error}). "
            "Each group needs source, target and element; each target code and equivalence."
        ) from error
    return SiteMap(origin=origin, lines=lines)


def with_site_maps(terminology: Terminology, site_maps: Iterable[SiteMap]) -> Terminology:
    """Our terminology that also understands the site's codes.

    A local code joins every value set that holds its target and takes the target's answer in every
    concept map. A line whose source is one of our net-order codes adds the site's own orderable.
    A site can add and never change what a code of ours means.
    """
    merged = terminology
    for site_map in site_maps:
        for line in site_map.lines:
            merged = _with_line(merged, line, site_map.origin)
    return merged


def _with_line(terminology: Terminology, line: Mapped, origin: str) -> Terminology:
    target = line.target
    if target is None:
        return terminology
    if line.source.system == NET_ORDER:
        return _with_orderable(terminology, line.source, target, origin)
    joined = {
        key: _joined(each, line.source.key)
        for key, each in terminology.value_sets.items()
        if target.key in each.codings
    }
    answered = {
        key: _answered(each, line.source, target, origin)
        for key, each in terminology.concept_maps.items()
        if target.key in each.targets
    }
    if not joined and not answered:
        raise SiteMapError(
            f"{origin}: target {target.code} of {target.system} is not known here. "
            "Use a code of one of our value sets or concept maps."
        )
    return _replaced(terminology, joined, answered)


def _with_orderable(terminology: Terminology, order: Coding, orderable: Coding, origin: str) -> Terminology:
    if order.code not in terminology.code_systems["net-order"].displays:
        raise SiteMapError(f"{origin}: {order.code} is not a code of {NET_ORDER}.")
    codes = terminology.concept_maps["order-codes"]
    targets = {**codes.targets, order.key: (orderable, *codes.targets.get(order.key, ()))}
    return _replaced(terminology, {}, {codes.id: replace(codes, targets=MappingProxyType(targets))})


def _joined(value_set: ValueSet, local: _Key) -> ValueSet:
    return replace(value_set, codings=value_set.codings | {local})


def _answered(concept_map: ConceptMap, local: Coding, target: Coding, origin: str) -> ConceptMap:
    answer = concept_map.targets[target.key]
    present = concept_map.targets.get(local.key, answer)
    if present[0].code != answer[0].code:
        raise SiteMapError(
            f"{origin}: {local.code} of {local.system} already means {present[0].code} in "
            f"{concept_map.id} and cannot also mean {answer[0].code}. Remove one of the two lines."
        )
    return replace(concept_map, targets=MappingProxyType({**concept_map.targets, local.key: answer}))


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


def _checked(line: Mapped, origin: str) -> Mapped:
    if not line.is_safe or line.target is None:
        raise SiteMapError(
            f"{origin}: {line.source.code} is mapped with equivalence {line.equivalence}. "
            "Only equal, equivalent, wider and subsumes are safe: the target may not say more."
        )
    source, target = _normalised(line.source, origin), _normalised(line.target, origin)
    return replace(line, source=source, target=target)


def _normalised(coding: Coding, origin: str) -> Coding:
    clean = normalised(coding.system, coding.code)
    if clean is None:
        raise SiteMapError(f"{origin}: a line has a blank system or code. Fill it or remove it.")
    return replace(clean, display=coding.display)


def _read_file(path: Path) -> SiteMap:
    try:
        resource = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SiteMapError(f"{path.name}: cannot be read as JSON ({error}).") from error
    if not isinstance(resource, dict) or resource.get("resourceType") != "ConceptMap":
        raise SiteMapError(f"{path.name}: resourceType is not ConceptMap.")
    return read_site_map(resource, origin=path.name)
