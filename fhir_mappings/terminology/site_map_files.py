"""A site's ConceptMap files → lines with both sides normalised, and everything that is wrong with them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fhir_mappings.terminology.coding import Coding, normalised
from fhir_mappings.terminology.concept_map import SAME_OR_WIDER
from fhir_mappings.validation.faults import Fault, faults_of

_NO_ID = re.compile(r"[^A-Za-z0-9.-]+")
_NO_COUNTERPART = frozenset({"unmatched", "disjoint"})
_SAYS_MORE = frozenset({"narrower", "specializes", "inexact", "relatedto"})
_REMEDY = "give equal, equivalent, wider or subsumes, or unmatched for a code that is not to be read"
_NO_SOURCE = "is missing; give the URI of the system whose codes are mapped, as the records write it"
_NO_TARGET = "is missing; give the URI of the system of the target codes"
_NO_LOCAL_CODE = "is missing; give the local code"
_NO_TARGET_CODE = "is missing; give a code that `net-cds terminology search` finds, or set equivalence to unmatched"
_CONDITIONAL = "makes the line depend on something else, which is not looked at here; remove the line, or this from it"
_RETIRED = "is retired; take the map out of the folder, or give it another status when it is in use again"
_NO_MAP = "is not ConceptMap; this folder holds FHIR R4 ConceptMaps only"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMapProblem:
    """What is wrong in one file: the path in it (empty: the file itself), what and the remedy."""

    origin: str
    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.path} {self.text}" if self.path else f"{self.origin}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """One local code and what it stands for; `path` is the place of the target in the file."""

    path: str
    source: Coding
    target: Coding


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMap:
    """One ConceptMap of a site: which file, the resource as written, its usable lines and its problems."""

    origin: str
    resource: Mapping[str, Any]
    lines: tuple[SiteLine, ...]
    problems: tuple[SiteMapProblem, ...] = ()

    @property
    def id(self) -> str:
        """The id under which it is served: its own, else the name of the file in the letters of an id."""
        own = self.resource.get("id")
        return own if isinstance(own, str) else _NO_ID.sub("-", self.origin.removesuffix(".json"))[:64]


def read_site_maps(folder: Path | None) -> tuple[SiteMap, ...]:
    """Every `*.json` of the folder, if there is one, in alphabetical order; what is wrong stands in `problems`."""
    return tuple(_read_file(path) for path in sorted(folder.glob("*.json"))) if folder else ()


def read_site_map(resource: Mapping[str, Any], *, origin: str) -> SiteMap:
    """One FHIR ConceptMap; lines marked "unmatched" or "disjoint" are left out."""
    if resource.get("resourceType") != "ConceptMap":
        return _unread(origin, "resourceType", _NO_MAP, resource)
    found = tuple(_read(resource))
    faults = {fault.path: fault.text for fault in found if isinstance(fault, Fault)}
    for fault in faults_of(resource):
        faults.setdefault(fault.path, fault.text)
    return SiteMap(
        origin=origin,
        resource=MappingProxyType(dict(resource)),
        lines=tuple(line for line in found if isinstance(line, SiteLine)),
        problems=tuple(SiteMapProblem(origin=origin, path=path, text=text) for path, text in faults.items()),
    )


def _read_file(path: Path) -> SiteMap:
    try:
        resource = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        return _unread(path.name, "", f"cannot be read ({error.strerror}); make it readable for this service")
    except (ValueError, RecursionError) as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        return _unread(path.name, "", f"is not JSON in UTF-8{where}; correct it or move it out of the folder")
    return read_site_map(resource if isinstance(resource, dict) else {}, origin=path.name)


def _unread(origin: str, path: str, text: str, resource: Mapping[str, Any] = MappingProxyType({})) -> SiteMap:
    problem = SiteMapProblem(origin=origin, path=path, text=text)
    return SiteMap(origin=origin, resource=resource, lines=(), problems=(problem,))


def _read(resource: Mapping[str, Any]) -> Iterator[SiteLine | Fault]:
    if resource.get("status") == "retired":
        yield Fault(path="status", text=_RETIRED)
    for path, group in _members(resource, "group", ""):
        if not _given(group.get("source")):
            yield Fault(path=f"{path}.source", text=_NO_SOURCE)
        for place, element in _members(group, "element", path):
            if not _given(element.get("code")):
                yield Fault(path=f"{place}.code", text=_NO_LOCAL_CODE)
            for spot, target in _members(element, "target", place):
                if target.get("equivalence") not in _NO_COUNTERPART:
                    yield from _target(group, element, target, path, spot)


def _target(
    group: Mapping[str, Any], element: Mapping[str, Any], target: Mapping[str, Any], path: str, spot: str
) -> Iterator[SiteLine | Fault]:
    """The line, or what is missing for it to be one."""
    relation = target.get("equivalence")
    if target.get("dependsOn"):
        yield Fault(path=f"{spot}.dependsOn", text=_CONDITIONAL)
    if relation not in SAME_OR_WIDER:
        yield Fault(path=f"{spot}.equivalence", text=_equivalence(relation))
    if not _given(target.get("code")):
        yield Fault(path=f"{spot}.code", text=_NO_TARGET_CODE)
    if not _given(group.get("target")):
        yield Fault(path=f"{path}.target", text=_NO_TARGET)
    source = normalised(group.get("source"), element.get("code"))
    stands_for = normalised(group.get("target"), target.get("code"))
    if source is not None and stands_for is not None and relation in SAME_OR_WIDER:
        yield SiteLine(path=spot, source=_shown(source, element), target=_shown(stands_for, target))


def _equivalence(relation: object) -> str:
    if relation is None:
        return f"is missing; {_REMEDY}"
    if relation in _SAYS_MORE:
        return f"is {relation}, and the target may not say more than the local code; {_REMEDY}"
    return f"is no equivalence of FHIR R4; {_REMEDY}"


def _shown(coding: Coding, written: Mapping[str, Any]) -> Coding:
    display = written.get("display")
    return Coding(system=coding.system, code=coding.code, display=display if isinstance(display, str) else None)


def _members(holder: Mapping[str, Any], name: str, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The objects of a list with their paths; other damage is told by the check against FHIR."""
    items = holder.get(name)
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield f"{path}.{name}[{index}]".lstrip("."), item


def _given(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
