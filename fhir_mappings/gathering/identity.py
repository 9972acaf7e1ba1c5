"""Whose a resource is: its subject or patient reference → the context patient, another, or nobody we can tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from fhir_mappings.elements.reference import Pointer, pointer, reference_of
from fhir_mappings.elements.shape import Object, objects

_ID = re.compile(r"[!-~]{1,128}")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)

SUBJECT: Mapping[str, str] = MappingProxyType(
    {
        "Condition": "subject",
        "Observation": "subject",
        "Procedure": "subject",
        "MedicationRequest": "subject",
        "MedicationStatement": "subject",
        "MedicationAdministration": "subject",
        "DiagnosticReport": "subject",
        "AllergyIntolerance": "patient",
        "Specimen": "subject",
        "BodyStructure": "patient",
    }
)


class Owner(Enum):
    """Whose a resource is."""

    OURS = "the context patient's"
    ANOTHER = "another's"
    UNKNOWN = "unattributed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Who the patient is, and what fullUrl stands for within the value at hand (type and id)."""

    patient_id: str
    fhir_server: str | None
    urls: Mapping[str, Pointer] = field(default_factory=dict)


def bare_patient_id(patient_id: str) -> str:
    """The id alone: some clients send "Patient/123" where the hook wants "123"."""
    return patient_id.strip().removeprefix("Patient/").partition("/_history/")[0]


def id_of(body: Object) -> str | None:
    """The id of a resource; None when it is missing or not printable ASCII without blanks, up to 128 characters."""
    found = body.get("id")
    return found if isinstance(found, str) and _ID.fullmatch(found) else None


def is_context_patient(patient: Object, full_url: str | None, context: Context) -> bool:
    """True for the Patient resource of the context; one without id is known by its urn:uuid."""
    found = id_of(patient)
    return found == context.patient_id if found else full_url == f"urn:uuid:{context.patient_id}"


def owner(resource_type: str, body: Object, context: Context) -> Owner:
    """Whose a resource of one of the types in `SUBJECT` is."""
    return owner_by(reference_of(body.get(SUBJECT[resource_type])), body, context)


def owner_by(reference: str | None, body: Object, context: Context) -> Owner:
    """Whose a resource is whose subject is `reference`."""
    if reference is None:
        return Owner.UNKNOWN
    if reference.startswith("#"):
        return _contained(body, reference[1:], context)
    if reference.lower().startswith("urn:"):
        return _urn(reference, context)
    target = pointer(reference)
    return _pointed(target, context) if target else Owner.UNKNOWN


def _contained(body: Object, name: str, context: Context) -> Owner:
    """A contained Patient has no identity of its own; only the same id tells us that it is ours."""
    patients = [part for part in objects(body.get("contained")) if part.get("resourceType") == "Patient"]
    found = any(part.get("id") == name == context.patient_id for part in patients)
    return Owner.OURS if found else Owner.UNKNOWN


def _urn(reference: str, context: Context) -> Owner:
    target = context.urls.get(reference)
    if target is None:
        return Owner.OURS if reference == f"urn:uuid:{context.patient_id}" else Owner.UNKNOWN
    return Owner.OURS if (target.type, target.id) == ("Patient", context.patient_id) else Owner.ANOTHER


def _pointed(target: Pointer, context: Context) -> Owner:
    if (target.type, target.id) != ("Patient", context.patient_id):
        return Owner.ANOTHER
    if target.base is None or context.fhir_server is None:
        return Owner.OURS
    # The same id on another base may be an alias of this server: not used, and no proof of absence either.
    return Owner.OURS if _bare(target.base) == _bare(context.fhir_server) else Owner.UNKNOWN


def _bare(url: str) -> str:
    """The address without scheme and default port, its host in lower case: servers are spelt in several ways."""
    host, slash, path = _SCHEME.sub("", url.strip().rstrip("/"), count=1).partition("/")
    return host.lower().removesuffix(":443").removesuffix(":80") + slash + path
