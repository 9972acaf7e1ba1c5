"""Dated examinations and meetings → days since the last one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from cds_service.case.items.item import Item
from cds_service.logic.dates import DateRange
from cds_service.logic.domain import Interval
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.problem import Problem, not_recorded, unreadable
from fhir_mappings.elements.shape import Object
from fhir_mappings.elements.status import Status, status_of
from fhir_mappings.findings.focus import about_another
from fhir_mappings.findings.observed import note_on
from fhir_mappings.reader import NOTHING, Found, Sources
from fhir_mappings.resources import having

When = Callable[[Object], DateRange | None | Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One resource that dates something: the day, or the problem that it has instead."""

    reference: str
    when: DateRange | Problem


def occurrences(sources: Sources, resource_type: str, codes: str, when: When) -> tuple[Occurrence, ...]:
    """The resources of one type with a code of the value set, except those that never count; `when` dates them."""
    wanted = sources.terminology.value_sets[codes].codings
    found = []
    for resource in having(sources.resources, resource_type, wanted):
        status = status_of(resource_type, resource.body)
        if status is Status.DIFFERENT or about_another(sources, resource):
            continue
        day = status if isinstance(status, Problem) else _day(sources, when(resource.body))
        if status is Status.PRELIMINARY:
            day = Problem(why=Why.PRELIMINARY, element="status", text="does not say that it is complete")
        found.append(Occurrence(reference=resource.reference, when=day))
    return tuple(found)


def days_since(sources: Sources, item: Item, found: Iterable[Occurrence]) -> Found:
    """Days from the last occurrence to the day of evaluation; open when none of them is usable."""
    seen = tuple(found)
    if not seen:
        return NOTHING
    bad = [(one, one.when) for one in seen if isinstance(one.when, Problem)]
    good = [(one, one.when) for one in seen if isinstance(one.when, DateRange)]
    notes = tuple(note_on(problem, one.reference) for one, problem in bad)
    if not good:
        evidence = tuple(Evidence(reference=one.reference) for one, _ in bad)
        return Found(facts={item.name: Fact(possible=item.range, why=bad[0][1].why, evidence=evidence)}, notes=notes)
    last, day = max(good, key=lambda pair: (pair[1].latest, pair[1].earliest))
    nearest = max(0, (sources.as_of - day.latest).days)
    farthest = min((sources.as_of - when.earliest).days for _, when in good)
    evidence = (Evidence(reference=last.reference, date=day),)
    possible = Interval(low=Decimal(nearest), high=Decimal(max(nearest, farthest)))
    return Found(facts={item.name: Fact(possible=possible, evidence=evidence)}, notes=notes)


def _day(sources: Sources, when: DateRange | None | Problem) -> DateRange | Problem:
    if when is None:
        return not_recorded("date", "is missing")
    if isinstance(when, DateRange) and when.earliest > sources.as_of:
        return unreadable("date", "lies after the day of evaluation")
    return when
