"""Conditions → which of them speak of a neuroendocrine neoplasm, and which of a cancer that may be one."""

from __future__ import annotations

from fhir_mappings.findings.asserted import Asserted
from fhir_mappings.reader import Sources
from fhir_mappings.terminology import translate_all

_NEN, _WITHOUT_HISTOLOGY = "neuroendocrine-histology", "cancer-conditions-without-histology"
_SECONDARY = "metastasis-conditions"

_MORPHOLOGIES = frozenset({"http://terminology.hl7.org/CodeSystem/icd-o-3", "http://snomed.info/sct"})

CODES = (_NEN, _WITHOUT_HISTOLOGY, _SECONDARY)


def is_neuroendocrine(sources: Sources, condition: Asserted) -> bool:
    """Whether the code or the histology says what the neuroendocrine-histology map is about."""
    named = (*condition.codings, *condition.morphology)
    return bool(translate_all(sources.terminology.concept_maps[_NEN], named))


def is_metastasis(sources: Sources, condition: Asserted) -> bool:
    """Whether the code is that of a secondary cancer."""
    secondary = sources.terminology.value_sets[_SECONDARY].codings
    return any(coding.key in secondary for coding in condition.codings)


def has_another_histology(sources: Sources, condition: Asserted) -> bool:
    """Whether the histology beside the code is that of another kind of tumour, in a system that we know."""
    known = [coding for coding in condition.morphology if coding.system in _MORPHOLOGIES]
    return bool(known) and not translate_all(sources.terminology.concept_maps[_NEN], known)


def may_be_the_primary(sources: Sources, condition: Asserted) -> bool:
    """A neuroendocrine neoplasm, or a cancer whose code does not tell the histology; never a metastasis."""
    cancers = sources.terminology.value_sets[_WITHOUT_HISTOLOGY].codings
    known = is_neuroendocrine(sources, condition) or any(coding.key in cancers for coding in condition.codings)
    return known and not is_metastasis(sources, condition)
