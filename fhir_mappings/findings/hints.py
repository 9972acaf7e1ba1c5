"""What may be a neuroendocrine diagnosis and cannot be read as one: unreadable Conditions, and words without a code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cds_service.logic.fact import Evidence, Why
from fhir_mappings.elements.answers import answer_codings
from fhir_mappings.elements.coding import codings
from fhir_mappings.elements.shape import an_object, words
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.findings.focus import about_another
from fhir_mappings.findings.observed import observations
from fhir_mappings.reader import Sources
from fhir_mappings.terminology import known_keys, translate_all

_WORDS = re.compile(r"(?i:neuroendocrine|carcinoid)|\bNETs?\b")
_NEN, _CANCERS, _ICD = "neuroendocrine-histology", "cancer-conditions-without-histology", "/sid/icd-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One resource that leaves the diagnosis open, and why."""

    why: Why
    evidence: Evidence


def hints(sources: Sources, pathology: Sequence[str]) -> tuple[Hint, ...]:
    """Every hint in Conditions and in the pathology results of these value sets; they settle nothing."""
    return (*_unread(sources), *_in_conditions(sources), *_in_results(sources, pathology))


def _unread(sources: Sources) -> Iterator[Hint]:
    """Conditions that cannot be read for their shape or modifiers, and whose code is neuroendocrine all the same."""
    for resource in sources.resources.unread:
        named = translate_all(sources.terminology.concept_maps[_NEN], codings(resource.body.get("code")))
        if resource.type == "Condition" and named:
            yield Hint(why=Why.UNREADABLE, evidence=Evidence(reference=resource.reference))


def _in_conditions(sources: Sources) -> Iterator[Hint]:
    """Words settle no diagnosis and are no absence either, unless a code beside them says what they are about."""
    spoken = [one for one in sources.conditions.all if _speaks_of_one(one.resource.body.get("code"))]
    known = known_keys(sources.terminology) if spoken else frozenset[tuple[str, str]]()
    cancers = sources.terminology.value_sets[_CANCERS].codings
    for one in spoken:
        codes = [code for code in one.codings if code.key not in cancers]
        # every neuroendocrine code of the ICD is known here: one that is not is about something else
        if not any(code.key in known or _ICD in code.system for code in codes):
            yield Hint(why=Why.UNMAPPED, evidence=one.evidence)


def _in_results(sources: Sources, pathology: Sequence[str]) -> Iterator[Hint]:
    for resource in observations(sources, pathology):
        body = resource.body
        written = _speaks_of_one(body.get("valueCodeableConcept"), body.get("valueString"))
        if not written or status_of("Observation", body) is Status.DIFFERENT or about_another(sources, resource):
            continue
        if not any(code.key in known_keys(sources.terminology) for code in answer_codings(body)):
            yield Hint(why=Why.UNMAPPED, evidence=Evidence(reference=resource.reference))


def _speaks_of_one(concept: object, written: object = None) -> bool:
    """Whether its text (never a display) speaks of a neuroendocrine neoplasm."""
    said = (words(an_object(concept).get("text")), words(written))
    return any(_WORDS.search(text) for text in said if text)
