"""PF42, PF43: dated readings of the course, from RECIST responses and mCODE cancer disease status."""

from __future__ import annotations

from functools import partial

from cds_service.case.items.course import PROGRESSING, STABLE_MONTHS
from cds_service.case.items.item import numbers
from cds_service.case.record import DiseaseStatus
from cds_service.logic.domain import Domain, one_of
from cds_service.logic.fact import Fact, Why
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.findings.observed import Answer, answers_of, chosen, latest, note_on
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource

_QUESTIONS = (("recist-observations", "recist"), ("disease-status-observations", "disease-status"))
_STABLE = "stable-disease-months-observations"


def _read(sources: Sources) -> Found:
    answers: list[Answer] = []
    notes = []
    for codes, concept_map in _QUESTIONS:
        found, said = answers_of(sources, (codes,), partial(_interpreted, sources, concept_map))
        answers += found
        notes += said
    statuses = tuple(
        DiseaseStatus(progressing=answer.said == one_of("progressing"), when=answer.when, evidence=answer.evidence)
        for answer in answers
        if not isinstance(answer.said, Problem)
    )
    months = latest(sources, STABLE_MONTHS, (_STABLE,), _stable_months, "low")
    problems = [note_on(a.said, a.evidence.reference) for a in answers if isinstance(a.said, Problem)]
    facts = {**months.facts, **({} if statuses else _open(answers))}
    return Found(statuses=statuses, facts=facts, notes=(*notes, *problems, *months.notes))


def _interpreted(sources: Sources, concept_map: str, resource: Resource) -> Domain | Problem:
    return chosen(sources, resource, concept_map, {})


def _stable_months(resource: Resource) -> Domain | Problem:
    """The code itself says that these are months."""
    return quantity(resource.body, unit="mo", plausible=numbers(0, 600), unit_in_code=True)


def _open(answers: list[Answer]) -> dict[str, Fact]:
    reasons: list[Why] = [answer.said.why for answer in answers if isinstance(answer.said, Problem)]
    if not reasons:
        return {}
    evidence = tuple(answer.evidence for answer in answers)
    return {PROGRESSING.name: Fact(possible=PROGRESSING.range, why=reasons[0], evidence=evidence)}


READER = Reader(
    items=(PROGRESSING.name, STABLE_MONTHS.name),
    lists=("observations",),
    codes=(*(name for pair in _QUESTIONS for name in pair), _STABLE),
    read=_read,
)
