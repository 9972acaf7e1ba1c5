"""PF40: receptor imaging by status or Krenning score; the later date wins, a same-day contradiction stays open."""

from __future__ import annotations

from cds_service.case.items.course import RECENT_SSTR_SCAN, SSTR
from cds_service.case.items.item import numbers
from cds_service.logic.domain import Domain, Interval, one_of
from cds_service.logic.fact import Why
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.findings.observed import Answer, answers_of, chosen, fact_from
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource
from fhir_mappings.terminology import net_value, translate

_STATUS, _KRENNING = "sstr-status-observations", "krenning-observations"
_SCORES = numbers(0, 4)


def _read(sources: Sources) -> Found:
    by_status, status_notes = answers_of(sources, (_STATUS,), lambda found: chosen(sources, found, "sstr-status", {}))
    by_score, score_notes = answers_of(sources, (_KRENNING,), lambda found: _krenning(sources, found))
    both = sorted((*by_status, *by_score), key=_day, reverse=True)
    return fact_from(SSTR, both, (*status_notes, *score_notes), worst=())


def _krenning(sources: Sources, resource: Resource) -> Domain | Problem:
    score = quantity(resource.body, unit="{score}", plausible=_SCORES)
    coded = chosen(sources, resource, "krenning", {}) if isinstance(score, Problem) else None
    if coded is not None:
        return coded
    if not isinstance(score, Interval) or score.low != score.high:
        return Problem(why=Why.UNREADABLE, element="value", text="is not one Krenning score")
    said = translate(sources.terminology.concept_maps["krenning"], net_value(str(int(score.low))))
    return one_of(said) if said else Problem(why=Why.UNREADABLE, element="value", text="is no Krenning score of 0–4")


def _day(answer: Answer) -> str:
    return str(answer.when.latest) if answer.when else ""


READER = Reader(
    items=(SSTR.name, RECENT_SSTR_SCAN.name),
    lists=("observations",),
    codes=(_STATUS, "sstr-status", _KRENNING, "krenning"),
    read=_read,
)
