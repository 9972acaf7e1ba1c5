"""One medication resource or Procedure → whether it was given or done, how surely, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cds_service.case.record import Given, Note
from cds_service.logic.dates import DateRange
from cds_service.logic.fact import Evidence, Why
from fhir_mappings.elements.dates import date_range, period
from fhir_mappings.elements.moments import authored, last_taken, performed, started
from fhir_mappings.elements.problem import Problem, unreadable
from fhir_mappings.elements.shape import Object, an_object, is_given, objects
from fhir_mappings.elements.status import Status, status_of, status_word
from fhir_mappings.findings.observed import note_on
from fhir_mappings.reader import Sources
from fhir_mappings.resources import Resource

_ORDERS = MappingProxyType({"active": Given.ACTIVE_ORDER, "completed": Given.PAST_ORDER, "stopped": Given.PAST_ORDER})
_DONE = MappingProxyType({"completed": Given.ADMINISTERED, "in-progress": Given.ADMINISTERED})
_BY_TYPE: Mapping[str, Mapping[str, Given]] = MappingProxyType(
    {
        "MedicationRequest": _ORDERS,
        "MedicationStatement": _ORDERS,
        "MedicationAdministration": _DONE,
        "Procedure": _DONE,
    }
)
TYPES = tuple(_BY_TYPE)
_ORDERED = frozenset({"MedicationRequest", "MedicationStatement"})
_NOT_YET_ORDERED = frozenset({"proposal", "plan", "option"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One order, dose or procedure.

    doubt  why it is not certain: its status (on hold, broken off, unknown, missing) or a future date leaves it open
    when   its start; None when undated
    """

    given: Given
    doubt: Why | None
    when: DateRange | None
    reference: str
    notes: tuple[Note, ...] = ()

    @property
    def evidence(self) -> Evidence:
        """The resource as evidence."""
        return Evidence(reference=self.reference, date=self.when)


def use_of(sources: Sources, resource: Resource) -> Use | Problem | None:
    """What one resource says about use; a Problem for an order whose course has not begun.

    None when it was never given: refused, cancelled, only planned, entered in error.
    """
    if _never_given(resource):
        return None
    if _starts_later(sources, resource):
        return unreadable("dosageInstruction.timing", "starts after the day of evaluation")
    perhaps = Given.ACTIVE_ORDER if resource.type in _ORDERED else Given.ADMINISTERED
    when = _when(resource)
    if isinstance(when, DateRange) and when.earliest > sources.as_of:
        return _use(resource, perhaps, None, unreadable("date", "lies after the day of evaluation"))
    dated = None if isinstance(when, Problem) else when
    given = _given(resource, sources)
    doubts = [when] if isinstance(when, Problem) else []
    if given is None:
        return _use(resource, perhaps, dated, _unclear_status(resource), *doubts)
    return Use(given=given, doubt=None, when=dated, reference=resource.reference, notes=_notes(resource, *doubts))


def _use(resource: Resource, given: Given, when: DateRange | None, *problems: Problem) -> Use:
    notes = _notes(resource, *problems)
    return Use(given=given, doubt=problems[0].why, when=when, reference=resource.reference, notes=notes)


def _notes(resource: Resource, *problems: Problem) -> tuple[Note, ...]:
    return tuple(note_on(problem, resource.reference) for problem in problems)


def _never_given(resource: Resource) -> bool:
    body = resource.body
    planned = body.get("doNotPerform") in (True, "true") or status_word(body, "intent") in _NOT_YET_ORDERED
    return planned or status_of(resource.type, body) is Status.DIFFERENT


def _starts_later(sources: Sources, resource: Resource) -> bool:
    """An order already written and in force, for a course that has not begun."""
    if resource.type != "MedicationRequest" or status_word(resource.body) != "active":
        return False
    written, start = authored(resource.body), _ordered(resource.body)
    in_the_past = isinstance(written, DateRange) and written.earliest <= sources.as_of
    return in_the_past and isinstance(start, DateRange) and start.earliest > sources.as_of


def _given(resource: Resource, sources: Sources) -> Given | None:
    body = resource.body
    given = _BY_TYPE[resource.type].get(status_word(body) or "")
    ended = last_taken(body) if is_given(an_object(body.get("effectivePeriod")).get("end")) else None
    if given is Given.ACTIVE_ORDER and isinstance(ended, DateRange) and ended.latest < sources.as_of:
        return Given.PAST_ORDER
    return given


def _unclear_status(resource: Resource) -> Problem:
    said = "does not tell" if status_word(resource.body) else "is missing, so that it is not clear"
    return Problem(why=Why.PRELIMINARY, element="status", text=f"{said} whether it was given or done")


def _when(resource: Resource) -> DateRange | None | Problem:
    """When it started: of an order, the start of its timing, else when it was written."""
    if resource.type == "Procedure":
        return performed(resource.body)
    return _ordered(resource.body) if resource.type == "MedicationRequest" else started(resource.body)


def _ordered(request: Object) -> DateRange | None | Problem:
    for dosage in objects(request.get("dosageInstruction")):
        timing = an_object(dosage.get("timing"))
        bounds = period(an_object(timing.get("repeat")).get("boundsPeriod"))
        events = timing.get("event")
        first = date_range(events[0]) if isinstance(events, list) and events else None
        start = bounds.start if not isinstance(bounds, Problem) else None
        if start is not None or isinstance(first, DateRange):
            return start or first
    return authored(request)
