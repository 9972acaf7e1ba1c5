"""PF75: hypersensitivity to octreotide or lanreotide, by AllergyIntolerance; one not yet confirmed leaves it open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cds_service.case.items.medication import SSA_HYPERSENSITIVITY
from cds_service.case.record import Note
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.coding import keys
from fhir_mappings.elements.moments import recorded
from fhir_mappings.elements.problem import Problem, unreadable
from fhir_mappings.elements.shape import an_object, objects, words
from fhir_mappings.elements.status import Status, clinical_status, status_of
from fhir_mappings.findings.observed import note_on
from fhir_mappings.reader import NOTHING, Found, Reader, Sources
from fhir_mappings.resources import Resource, of_type

_SUBSTANCES = ("octreotide", "lanreotide")
_WORDS = re.compile(r"octreotid|lanreotid|somatostatin|sandostatin|somatulin", re.IGNORECASE)
_OVER = frozenset({"inactive", "resolved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Allergy:
    substance: str
    problem: Problem | None
    evidence: Evidence


def _read(sources: Sources) -> Found:
    found = [allergy for name in _SUBSTANCES for allergy in _allergies(sources, name)]
    if not found:
        return _in_words(sources)
    certain = {allergy.substance for allergy in found if allergy.problem is None}
    possible = one_of(_word(certain), *(_word({*certain, allergy.substance}) for allergy in found), _word(_all(found)))
    problems = [(allergy, allergy.problem) for allergy in found if allergy.problem is not None]
    why = problems[0][1].why if len(possible.members) > 1 else None
    evidence = tuple(one.evidence for one in sorted(found, key=lambda one: one.problem is not None))
    notes = tuple(note_on(problem, allergy.evidence.reference) for allergy, problem in problems)
    return Found(facts={SSA_HYPERSENSITIVITY.name: Fact(possible=possible, why=why, evidence=evidence)}, notes=notes)


def _in_words(sources: Sources) -> Found:
    """An allergy that names an analogue in words only is no settled fact, and no absence either."""
    named = [
        resource
        for resource in of_type(sources.resources, "AllergyIntolerance")
        if _WORDS.search(_said(resource)) and clinical_status(resource.body) not in _OVER
        if status_of("AllergyIntolerance", resource.body) is not Status.DIFFERENT
    ]
    if not named:
        return NOTHING
    evidence = tuple(Evidence(reference=resource.reference) for resource in named)
    note = Note(text="names a somatostatin analogue in words only: please confirm", reference=named[0].reference)
    fact = Fact(possible=SSA_HYPERSENSITIVITY.range, why=Why.UNMAPPED, evidence=evidence)
    return Found(facts={SSA_HYPERSENSITIVITY.name: fact}, notes=(note,))


def _said(resource: Resource) -> str:
    """All words of the allergy's code and substances."""
    reactions = objects(resource.body.get("reaction"))
    concepts = [resource.body.get("code"), *(reaction.get("substance") for reaction in reactions)]
    found = [words(an_object(concept).get("text")) for concept in concepts]
    found += [words(coding.get("display")) for c in concepts for coding in objects(an_object(c).get("coding"))]
    return " ".join(text for text in found if text)


def _all(found: list[_Allergy]) -> set[str]:
    return {allergy.substance for allergy in found}


def _word(substances: set[str]) -> str:
    return "both" if len(substances) > 1 else next(iter(substances), "none")


def _allergies(sources: Sources, substance: str) -> Iterator[_Allergy]:
    codes = sources.terminology.value_sets[substance].codings
    for resource in of_type(sources.resources, "AllergyIntolerance"):
        status = status_of("AllergyIntolerance", resource.body)
        if not _keys(resource) & codes or status is Status.DIFFERENT or clinical_status(resource.body) in _OVER:
            continue
        when = recorded(resource.body)
        evidence = Evidence(reference=resource.reference, date=None if isinstance(when, Problem) else when)
        yield _Allergy(substance=substance, problem=_problem(status, evidence, sources), evidence=evidence)


def _problem(status: Status | Problem, evidence: Evidence, sources: Sources) -> Problem | None:
    if isinstance(status, Problem):
        return status
    if evidence.date is not None and evidence.date.earliest > sources.as_of:
        return unreadable("recordedDate", "lies after the day of evaluation")
    unconfirmed = Problem(why=Why.PRELIMINARY, element="verificationStatus", text="does not say confirmed")
    return None if status is Status.COUNTS else unconfirmed


def _keys(resource: Resource) -> frozenset[tuple[str, str]]:
    substances = (reaction.get("substance") for reaction in objects(resource.body.get("reaction")))
    return keys(resource.body.get("code")).union(*(keys(substance) for substance in substances))


READER = Reader(items=(SSA_HYPERSENSITIVITY.name,), lists=("allergies",), codes=_SUBSTANCES, read=_read)
