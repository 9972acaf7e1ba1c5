"""Resources as a server shows them that mistakes the patient or has old data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cds_service.harness.ehr.faults.conduct import Conduct

OTHER_PATIENT = "somebody-else"

_DATED = re.compile(r"(date|time|issued|start|end|recorded|authoredOn|lastUpdated|event)$", re.IGNORECASE)
_LEFT_ALONE = frozenset({"birthDate"})
_DATE = re.compile(r"(\d{4})((-\d\d)?(-\d\d)?(T.*)?)")
_LEAP_DAY = "-02-29"
_TO_PATIENT = re.compile(r"(.*/)?Patient/[^/]+(/_history/.+)?")


def altered(resource: Mapping[str, Any], conduct: Conduct) -> Mapping[str, Any]:
    """The resource as it is shown; a sound server shows it as it is."""
    if conduct.years_older:
        resource = years_older(resource, conduct.years_older)
    return for_another_patient(resource) if conduct.other_patient else resource


def for_another_patient(resource: Mapping[str, Any]) -> Mapping[str, Any]:
    """The resource with `somebody-else` in place of its patient, in the Patient itself its id."""
    if resource.get("resourceType") == "Patient":
        return {**resource, "id": OTHER_PATIENT}
    moved: Mapping[str, Any] = _renamed(resource)
    return moved


def years_older(resource: Mapping[str, Any], years: int) -> Mapping[str, Any]:
    """The resource with its dates moved back by whole years; birth dates stay."""
    return {name: _aged(name, value, years) for name, value in resource.items()}


def _renamed(value: Any) -> Any:
    if isinstance(value, list):
        return [_renamed(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _renamed(inner) for name, inner in value.items()}
    return f"Patient/{OTHER_PATIENT}" if isinstance(value, str) and _TO_PATIENT.fullmatch(value) else value


def _aged(name: str, value: Any, years: int) -> Any:
    if isinstance(value, list):
        return [_aged(name, one, years) for one in value]
    if isinstance(value, Mapping):
        return {inner: _aged(inner, one, years) for inner, one in value.items()}
    if not isinstance(value, str) or name in _LEFT_ALONE or not _DATED.search(name):
        return value
    match = _DATE.fullmatch(value)
    if match is None or int(match[1]) <= years:
        return value
    rest = match[2].replace(_LEAP_DAY, "-02-28", 1)
    return f"{int(match[1]) - years:04}{rest}"
