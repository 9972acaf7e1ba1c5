"""Resource → when it happened; None means undated."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cds_service.logic.dates import DateRange
from fhir_mappings.elements.dates import first_date
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.shape import Object, an_object, text

_EFFECTIVE = ("effectiveDateTime", "effectivePeriod", "effectiveInstant", "effectiveTiming", "issued")
_PERFORMED = ("performedDateTime", "performedPeriod")
_RECORDED = ("recordedDate",)
_ONSET = ("onsetDateTime", "onsetPeriod")
_AUTHORED = ("authoredOn",)
_TAKEN = ("effectiveDateTime", "effectivePeriod", "dateAsserted")

_BY_TYPE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Observation": _EFFECTIVE,
        "DiagnosticReport": _EFFECTIVE,
        "Condition": _RECORDED + _ONSET,
        "Procedure": _PERFORMED,
        "MedicationRequest": _AUTHORED,
        "MedicationStatement": _TAKEN,
        "MedicationAdministration": _TAKEN,
        "AllergyIntolerance": _RECORDED + _ONSET,
    }
)


def effective(observation: Object) -> DateRange | None | Problem:
    """When an Observation or DiagnosticReport holds true: effective[x] (a Period by its end), else `issued`."""
    return first_date(observation, _EFFECTIVE)


def performed(procedure: Object) -> DateRange | None | Problem:
    """When a Procedure was done: performedDateTime, or the end (else start) of performedPeriod."""
    return first_date(procedure, _PERFORMED)


def onset(condition: Object) -> DateRange | None | Problem:
    """When a Condition began: onsetDateTime, or the start of onsetPeriod; an age or text gives no date."""
    return first_date(condition, _ONSET, prefer="start")


def recorded(condition: Object) -> DateRange | None | Problem:
    """When a Condition was written down: recordedDate, else its onset."""
    return first_date(condition, _RECORDED + _ONSET, prefer="start")


def authored(request: Object) -> DateRange | None | Problem:
    """When a MedicationRequest or ServiceRequest was written."""
    return first_date(request, _AUTHORED)


def started(medication_use: Object) -> DateRange | None | Problem:
    """When a MedicationAdministration or MedicationStatement began; a statement without it: when it was asserted."""
    return first_date(medication_use, _TAKEN, prefer="start")


def last_taken(medication_use: Object) -> DateRange | None | Problem:
    """The last day a MedicationAdministration or -Statement speaks of: the end of its period, else the start."""
    return first_date(medication_use, _TAKEN)


def age_order(resource_type: str, body: Object) -> tuple[str, str, str]:
    """A sort key, later resources greater: day, time as written, time of last update; undated comes first."""
    names = _BY_TYPE.get(resource_type, ())
    found = first_date(body, names)
    updated = text(an_object(body.get("meta")).get("lastUpdated")) or ""
    if not isinstance(found, DateRange):
        return ("", "", updated)
    moment = next((value for name in names if (value := text(body.get(name)))), "")
    return (found.latest.isoformat(), moment.partition("T")[2], updated)
