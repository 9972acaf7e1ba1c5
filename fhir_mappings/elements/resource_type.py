"""resourceType: is it one of FHIR R4, and does the resource have the shape of R4?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from fhir_mappings.elements.shape import Object, is_given

# elements that only DSTU2 or STU3 have, where R4 says the same thing elsewhere or the other way round
_EARLIER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Condition": ("patient", "dateRecorded"),
        "Observation": ("patient",),
        "Procedure": ("patient", "notPerformed", "notDone"),
        "MedicationRequest": ("patient",),
        "MedicationStatement": ("patient", "taken", "wasNotTaken"),
        "MedicationAdministration": (
            "patient",
            "notGiven",
            "wasNotGiven",
            "effectiveTimeDateTime",
            "effectiveTimePeriod",
        ),
        "AllergyIntolerance": ("substance", "status"),
    }
)
_CODED_IN_R4 = ("clinicalStatus", "verificationStatus")


def resource_type(resource: Object) -> str | None:
    """The resourceType in FHIR's own spelling; None when it is missing or not one of R4."""
    found = resource.get("resourceType")
    return found if isinstance(found, str) and found in _types() else None


def is_earlier_version(kind: str, body: Object) -> bool:
    """True when a resource has the shape of DSTU2 or STU3: a plain-string status, `patient` for `subject` …"""
    if any(is_given(body.get(name)) for name in _EARLIER.get(kind, ())):
        return True
    return any(isinstance(body.get(name), str) and is_given(body.get(name)) for name in _CODED_IN_R4)


def is_modified(body: Object) -> bool:
    """True when a modifierExtension or implicitRules may change what the resource means."""
    return is_given(body.get("modifierExtension")) or is_given(body.get("implicitRules"))


@cache
def _types() -> frozenset[str]:
    path = files(__package__).joinpath("resource_types.json")
    return frozenset(json.loads(path.read_text(encoding="utf-8"))["types"])
