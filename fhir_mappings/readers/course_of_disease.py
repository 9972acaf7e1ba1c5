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
from fhir_mappings.findings.deciding import is_opening, newest_first
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
    facts = {**months.facts, **_open(answers, months)}
    return Found(statuses=statuses, facts=facts, doubts=months.doubts, notes=(*notes, *problems, *months.notes))


def _interpreted(sources: Sources, concept_map: str, resource: Resource) -> Domain | Problem:
    return chosen(sources, resource, concept_map, {})


def _stable_months(resource: Resource) -> Domain | Problem:
    """The code itself says that these are months."""
    return quantity(resource.body, unit="mo", plausible=numbers(0, 600), unit_in_code=True)


def _open(answers: list[Answer], months: Found) -> dict[str, Fact]:
    """Open when no reading is settled, or when a newer one of an unknown code may say the opposite of the last."""
    newest = newest_first(answers)
    settled = next((index for index, one in enumerate(newest) if not isinstance(one.said, Problem)), len(newest))
    opening = [one for one in newest[:settled] if is_opening(one)]
    reasons: list[Why] = [one.said.why for one in opening or newest if isinstance(one.said, Problem)]
    if not reasons or (settled < len(newest) and not opening):
        return {}
    evidence = tuple(one.evidence for one in opening or newest)
    facts = {PROGRESSING.name: Fact(possible=PROGRESSING.range, why=reasons[0], evidence=evidence)}
    if settled < len(newest) and not months.facts:
        facts[STABLE_MONTHS.name] = Fact(possible=STABLE_MONTHS.range, why=reasons[0], evidence=evidence)
    return facts


READER = Reader(
    items=(PROGRESSING.name, STABLE_MONTHS.name),
    lists=("observations",),
    codes=(*(name for pair in _QUESTIONS for name in pair), _STABLE),
    read=_read,
)
