"""Conditions → which of them speak of a neuroendocrine neoplasm, and which of a cancer that may be one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fhir_mappings.conditions import Asserted, asserted_on
from fhir_mappings.resource import Resource
from fhir_mappings.terminology import Terminology, translate_all

_NEN, _WITHOUT_HISTOLOGY = "neuroendocrine-histology", "cancer-conditions-without-histology"
_SECONDARY = "metastasis-conditions"
_MORPHOLOGIES = frozenset({"http://terminology.hl7.org/CodeSystem/icd-o-3", "http://snomed.info/sct"})

CODES = (_NEN, _WITHOUT_HISTOLOGY, _SECONDARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the patient's Conditions assert, newest first, sorted once by what they may be about.

    tumours       neuroendocrine by code or histology
    primaries     these, and cancers whose code does not tell the histology; no metastases
    by_reference  "Condition/c1" → the Condition
    """

    all: tuple[Asserted, ...]
    tumours: tuple[Asserted, ...]
    primaries: tuple[Asserted, ...]
    by_reference: Mapping[str, Asserted]


def conditions_of(resources: Iterable[Resource], terminology: Terminology, day: date) -> Conditions:
    """The Conditions that count on that day, sorted by what they may be about."""
    found = asserted_on(resources, day)
    return Conditions(
        all=found,
        tumours=tuple(one for one in found if is_neuroendocrine(terminology, one)),
        primaries=tuple(one for one in found if may_be_the_primary(terminology, one)),
        by_reference={one.resource.reference: one for one in reversed(found)},
    )


def is_neuroendocrine(terminology: Terminology, condition: Asserted) -> bool:
    """Whether the code or the histology says what the neuroendocrine-histology map is about."""
    named = (*condition.codings, *condition.morphology)
    return bool(translate_all(terminology.concept_maps[_NEN], named))


def is_metastasis(terminology: Terminology, condition: Asserted) -> bool:
    """Whether the code is that of a secondary cancer."""
    secondary = terminology.value_sets[_SECONDARY].codings
    return any(coding.key in secondary for coding in condition.codings)


def may_be_the_primary(terminology: Terminology, condition: Asserted) -> bool:
    """A neuroendocrine neoplasm, or a cancer whose code does not tell the histology; never a metastasis."""
    cancers = terminology.value_sets[_WITHOUT_HISTOLOGY].codings
    known = any(coding.key in cancers for coding in condition.codings) or is_neuroendocrine(terminology, condition)
    return known and not is_metastasis(terminology, condition)


def has_another_histology(terminology: Terminology, condition: Asserted) -> bool:
    """Whether the histology beside the code is that of another kind of tumour, in a system that we know."""
    known = [coding for coding in condition.morphology if coding.system in _MORPHOLOGIES]
    return bool(known) and not translate_all(terminology.concept_maps[_NEN], known)
