"""PF06: ECOG by score or coded answer; a Karnofsky score where there is no ECOG."""

from __future__ import annotations

from decimal import Decimal

from cds_service.case.item import numbers
from cds_service.case.patient import ECOG
from cds_service.logic.domain import Domain, Interval, exactly, is_settled
from fhir_mappings.elements.answers import answer_codings
from fhir_mappings.elements.problem import Problem, unreadable
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.observed import latest
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource
from fhir_mappings.terminology import translate_all

_ECOG, _ANSWERS, _KARNOFSKY = "ecog-observations", "ecog", "karnofsky-observations"
_FROM_KARNOFSKY = ((100, 0), (80, 1), (60, 2), (40, 3), (10, 4), (0, 5))  # least Karnofsky → ECOG


def _read(sources: Sources) -> Found:
    def interpret(resource: Resource) -> Domain | Problem:
        return _ecog(sources, resource)

    found = latest(sources, ECOG, (_ECOG,), interpret, "high")
    return found if found.facts else latest(sources, ECOG, (_KARNOFSKY,), _karnofsky, "high")


def _ecog(sources: Sources, resource: Resource) -> Domain | Problem:
    score = quantity(resource.body, unit="{score}", plausible=numbers(0, 5))
    coded = translate_all(sources.terminology.concept_maps[_ANSWERS], answer_codings(resource.body))
    if isinstance(score, Problem) and len(coded) == 1:
        return exactly(next(iter(coded)))
    return score


def _karnofsky(resource: Resource) -> Domain | Problem:
    score = quantity(resource.body, unit="{score}", plausible=numbers(0, 100))
    if isinstance(score, Problem):
        return score
    if not isinstance(score, Interval) or not is_settled(score):
        return unreadable("value", "is not one Karnofsky score")
    return exactly(next(ecog for least, ecog in _FROM_KARNOFSKY if score.low >= Decimal(least)))


READER = Reader(items=(ECOG.name,), lists=("observations",), codes=(_ECOG, _ANSWERS, _KARNOFSKY), read=_read)
