"""FHIR ConceptMap → what an answer means."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fhir_mappings.terminology.coding import Coding

SAME_OR_WIDER = frozenset({"equal", "equivalent", "wider", "subsumes"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConceptMap:
    """The answer to one question by system and code; a site's codes are in it too."""

    id: str
    title: str
    purpose: str
    targets: Mapping[tuple[str, str], tuple[Coding, ...]]

    @property
    def answers(self) -> frozenset[str]:
        """Every target code this map can give."""
        return frozenset(target.code for found in self.targets.values() for target in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """One line of a ConceptMap: a source, a target without code for "unmatched", the relation."""

    source: Coding
    target: Coding | None
    equivalence: str

    @property
    def is_safe(self) -> bool:
        """Whether the target says no more than the source does."""
        return self.target is not None and self.equivalence in SAME_OR_WIDER


def translate(concept_map: ConceptMap, coding: Coding) -> str | None:
    """The target code for a normalised coding; None when the map does not know it.

    The target "open" means: known, and says nothing definite.
    """
    found = concept_map.targets.get(coding.key, ())
    return found[0].code if found else None


def translate_all(concept_map: ConceptMap, codings: Iterable[Coding]) -> frozenset[str]:
    """The distinct targets of all codings of a CodeableConcept; more than one is a conflict."""
    answers = (translate(concept_map, coding) for coding in codings)
    return frozenset(answer for answer in answers if answer is not None)


def read_concept_map(resource: Mapping[str, Any]) -> ConceptMap:
    """One of our own maps; "unmatched" and "inexact" lines give no answer."""
    targets: dict[tuple[str, str], tuple[Coding, ...]] = {}
    for line in mapped_lines(resource):
        if line.is_safe and line.target is not None:
            key = line.source.key
            targets[key] = (*targets.get(key, ()), line.target)
    return ConceptMap(
        id=resource["id"],
        title=resource["title"],
        purpose=resource["purpose"],
        targets=MappingProxyType(targets),
    )


def mapped_lines(resource: Mapping[str, Any]) -> Iterator[Mapped]:
    """Every line of a valid FHIR ConceptMap, in file order."""
    for group in resource.get("group", ()):
        for element in group["element"]:
            source = Coding(system=group["source"], code=element["code"], display=element.get("display"))
            for target in element.get("target", ()):
                yield Mapped(
                    source=source,
                    target=_target(group, target),
                    equivalence=target["equivalence"],
                )


def _target(group: Mapping[str, Any], target: Mapping[str, Any]) -> Coding | None:
    if "target" not in group or "code" not in target:
        return None
    return Coding(system=group["target"], code=target["code"], display=target.get("display"))
