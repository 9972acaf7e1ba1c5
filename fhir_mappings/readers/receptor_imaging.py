"""PF40: receptor imaging by status or Krenning score; the later date wins, a same-day contradiction stays open."""

from __future__ import annotations

from functools import partial

from cds_service.case.items.course import RECENT_SSTR_SCAN, SSTR
from cds_service.case.items.item import numbers
from cds_service.logic.domain import Domain, Interval, one_of
from cds_service.logic.fact import Why
from fhir_mappings.elements.coding import keys
from fhir_mappings.elements.problem import Problem, not_recorded, unreadable
from fhir_mappings.elements.quantity import quantity
from fhir_mappings.elements.shape import is_given
from fhir_mappings.findings.deciding import newest_first
from fhir_mappings.findings.observed import answers_of, chosen, fact_from
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.resources import Resource
from fhir_mappings.terminology import net_value, translate

_STATUS, _KRENNING = "sstr-status-observations", "krenning-observations"
_TISSUE = "immunohistochemistry-methods"
_SCORES = numbers(0, 4)


def _read(sources: Sources) -> Found:
    by_status, status_notes = answers_of(sources, (_STATUS,), partial(_status, sources))
    by_score, score_notes = answers_of(sources, (_KRENNING,), partial(_krenning, sources))
    both = newest_first((*by_status, *by_score))
    return fact_from(SSTR, both, (*status_notes, *score_notes), worst=())


def _status(sources: Sources, resource: Resource) -> Domain | Problem:
    """The status on imaging; what was read off a specimen is immunohistochemistry."""
    if is_given(resource.body.get("specimen")):
        return not_recorded("specimen", "shows that this was read off tissue, and not off a scan")
    if keys(resource.body.get("method")) & sources.terminology.value_sets[_TISSUE].codings:
        return not_recorded("method", "says that this was read off tissue, and not off a scan")
    return chosen(sources, resource, "sstr-status", {})


def _krenning(sources: Sources, resource: Resource) -> Domain | Problem:
    """Every score that is possible, when all of them mean the same."""
    score = quantity(resource.body, unit="{score}", plausible=_SCORES)
    if not isinstance(score, Interval):
        coded = chosen(sources, resource, "krenning", {})
        is_number = isinstance(coded, Problem) and coded.why is Why.UNREADABLE
        return score if is_number else coded
    meanings = sources.terminology.concept_maps["krenning"]
    possible = [number for number in range(5) if _holds(score, number)]
    said = {translate(meanings, net_value(str(number))) for number in possible} - {None}
    return one_of(*(word for word in said if word)) if len(said) == 1 else unreadable("value", "is no Krenning score")


def _holds(score: Interval, number: int) -> bool:
    above = score.low < number or (score.low == number and score.low_closed)
    return above and (score.high > number or (score.high == number and score.high_closed))


READER = Reader(
    items=(SSTR.name, RECENT_SSTR_SCAN.name),
    lists=("observations",),
    codes=(_STATUS, "sstr-status", _TISSUE, _KRENNING, "krenning"),
    read=_read,
)
