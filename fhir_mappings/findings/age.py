"""Patient × day → completed years of age, as far as the birth date tells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cds_service.logic.dates import whole_years
from cds_service.logic.domain import Interval
from fhir_mappings.elements.dates import date_range
from fhir_mappings.elements.problem import Problem, unreadable
from fhir_mappings.resources import Resource

_OLDEST = 120


def completed_years(patient: Resource, day: date) -> Interval | Problem:
    """The ages that a full or partial birth date allows on `day`.

    Problem NOT_RECORDED without a birth date; UNREADABLE for one that cannot be read, lies after `day`, or would
    make the patient older than 120.
    """
    born = date_range(patient.body.get("birthDate"), "birthDate")
    if isinstance(born, Problem):
        return born
    if born.earliest > day:
        return unreadable("birthDate", "lies after the day of evaluation")
    youngest = whole_years(min(born.latest, day), day)
    if youngest > _OLDEST:
        return unreadable("birthDate", "makes the patient older than 120 years")
    return Interval(low=Decimal(youngest), high=Decimal(min(whole_years(born.earliest, day), _OLDEST)))
