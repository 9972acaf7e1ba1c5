"""PF06: ECOG by score or coded answer; a newer Karnofsky score is mapped to the worse of the grades it may mean."""

from __future__ import annotations

from decimal import Decimal

from cds_service.case.items.item import numbers
from cds_service.case.items.patient import ECOG
from cds_service.logic.domain import Domain, Interval, exactly, is_settled
from fhir_mappings.elements.answers import answer_codings, interpretation_codings
from fhir_mappings.elements.problem import Problem, conflicting, not_recorded, unreadable
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.findings.observed import Answer, answers_of, fact_from
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource
from fhir_mappings.terminology import OPEN, translate_all

_ECOG, _ANSWERS, _KARNOFSKY = "ecog-observations", "ecog", "karnofsky-observations"
_FROM_KARNOFSKY = ((100, 0), (80, 1), (60, 2), (40, 3), (10, 4), (0, 5))  # least Karnofsky → ECOG
_MISSING = exactly(-1)


def _read(sources: Sources) -> Found:
    scores, notes = answers_of(sources, (_ECOG,), lambda resource: _ecog(sources, resource))
    mapped, more = answers_of(sources, (_KARNOFSKY,), _karnofsky)
    last = next((score for score in scores if not isinstance(score.said, Problem)), None)
    newer = [score for score in mapped if last is None or _is_newer(score, last)]
    if newer and (last is None or any(not isinstance(score.said, Problem) for score in newer)):
        return fact_from(ECOG, [*newer, *scores] if last else [*scores, *newer], (*notes, *more), "high")
    return fact_from(ECOG, scores, (*notes, *more), "high")


def _is_newer(mapped: Answer, score: Answer) -> bool:
    """A mapped score yields to a recorded one of the same time (ruling 7), and when the order is not known."""
    return mapped.when is not None and score.when is not None and mapped.when.earliest > score.when.latest


def _ecog(sources: Sources, resource: Resource) -> Domain | Problem:
    score = quantity(resource.body, unit="{score}", plausible=numbers(-1, 5))
    if score == _MISSING:
        return not_recorded("value", "is -1, which stands for missing")
    if isinstance(score, Interval):
        return score if _is_a_grade(score) else unreadable("value", "is not an ECOG grade")
    said = answer_codings(resource.body) or interpretation_codings(resource.body)
    coded = translate_all(sources.terminology.concept_maps[_ANSWERS], said)
    grades = sorted(coded - {OPEN})
    if len(grades) > 1:
        return conflicting("valueCodeableConcept", "has codings that disagree")
    return exactly(grades[0]) if grades and grades[0] in "012345" else score


def _is_a_grade(score: Interval) -> bool:
    return score.low >= 0 and not (is_settled(score) and score.low % 1)


def _karnofsky(resource: Resource) -> Domain | Problem:
    score = quantity(resource.body, unit="{score}", plausible=numbers(0, 100))
    if isinstance(score, Problem):
        score = quantity(resource.body, unit="%", plausible=numbers(0, 100))
    if isinstance(score, Problem):
        return score
    return Interval(low=_worst(score.high), high=_worst(score.low))


def _worst(karnofsky: Decimal) -> Decimal:
    return next(Decimal(ecog) for least, ecog in _FROM_KARNOFSKY if karnofsky >= least)


READER = Reader(items=(ECOG.name,), lists=("observations",), codes=(_ECOG, _ANSWERS, _KARNOFSKY), read=_read)
