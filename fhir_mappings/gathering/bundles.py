"""A Bundle of any type → the entries in it; a plain Bundle or resource → the lists of a hook request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fhir_mappings.elements.problem import Problem, conflicting, not_recorded, unreadable
from fhir_mappings.elements.reference import pointer, reference_of
from fhir_mappings.elements.shape import Object, an_object, is_given, objects, text
from fhir_mappings.gathering.deletions import deletes, gone, name_of
from fhir_mappings.gathering.identity import SUBJECT, id_of

DEEPEST = 8
_ERRORS = ("error", "fatal")

# prefetch key → the type of resource that it lists
LISTS: Mapping[str, str] = MappingProxyType(
    {
        "patient": "Patient",
        "conditions": "Condition",
        "observations": "Observation",
        "procedures": "Procedure",
        "medicationRequests": "MedicationRequest",
        "medicationStatements": "MedicationStatement",
        "medicationAdministrations": "MedicationAdministration",
        "diagnosticReports": "DiagnosticReport",
        "allergies": "AllergyIntolerance",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One resource in a Bundle, as sent, with its fullUrl; `is_match` when the search names it a match."""

    resource: object
    full_url: str | None = None
    is_match: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a Bundle holds, nested Bundles unfolded, entries without resource left out.

    more    a further page was announced (link "next")
    failed  it holds an OperationOutcome that reports an error
    warned  it holds an OperationOutcome that warns, and none that reports an error
    cut     something in it could not be read: Bundles deeper than we descend, entries that are no objects,
            entries of a batch whose own status is an error
    typed   it says of which type it is; all types are read in the same way, but for deletions in a history
    """

    entries: tuple[Entry, ...] = ()
    more: bool = False
    failed: bool = False
    warned: bool = False
    cut: bool = False
    typed: bool = True


def contents(bundle: Object) -> Contents:
    """The entries of a Bundle, in order; cost is linear in their number."""
    bundles, entries, outcomes = [(bundle, 0)], [], []
    cut = more = False
    while bundles:
        current, depth = bundles.pop()
        more = more or _announces_more(current)
        cut = cut or _is_damaged(current)
        for entry in _entries(current):
            kind = _type(entry.resource)
            if kind == "Bundle":
                cut = cut or depth >= DEEPEST
                if depth < DEEPEST:
                    bundles.append((an_object(entry.resource), depth + 1))
            elif kind == "OperationOutcome":
                outcomes.append(an_object(entry.resource))
            else:
                entries.append(entry)
    failed = any(map(reports_error, outcomes))
    return Contents(
        entries=tuple(entries),
        more=more,
        failed=failed,
        warned=not failed and any(_reports(outcome, ("warning",)) for outcome in outcomes),
        cut=cut,
        typed=is_given(bundle.get("type")),
    )


def reports_error(outcome: Object) -> bool:
    """True when an OperationOutcome says that something failed, not only a warning."""
    return _reports(outcome, _ERRORS)


def _reports(outcome: Object, severities: tuple[str, ...]) -> bool:
    return any(issue.get("severity") in severities for issue in objects(outcome.get("issue")))


def bundle_patient_ids(value: object) -> tuple[str, ...]:
    """The ids of the Patients in a Bundle (or of the single resource), else of the subjects, once each, sorted."""
    entries = _all_entries(value)
    patients = {_patient_id(entry) for entry in entries if _type(entry.resource) == "Patient"}
    found = {patient for patient in patients if patient} or {
        subject for entry in entries if (subject := _subject_id(an_object(entry.resource)))
    }
    return tuple(sorted(found))


def whole_bundle(value: object) -> tuple[str, dict[str, object]] | Problem:
    """A plain Bundle → the patient's id and the same Bundle under every key: it is taken as the whole record.

    A single resource stands only for its own list, so that nothing else reads as absent.

    Problem when it is neither, is about nobody, or is about several patients.
    """
    body = an_object(value)
    if not is_given(body.get("resourceType")):
        return unreadable("resourceType", "is no FHIR resource: give a Bundle or a single resource as JSON")
    patients = bundle_patient_ids(body)
    if not patients:
        return not_recorded("Patient", "holds no Patient and nothing about one")
    if len(patients) > 1:
        return conflicting("Patient", f"is about {len(patients)} patients; give the resources of one")
    if _type(body) == "Bundle":
        return patients[0], dict.fromkeys(LISTS, body)
    own = [key for key, kind in LISTS.items() if kind == _type(body)]
    return patients[0], dict.fromkeys(own, body)


def _entries(bundle: Object) -> Iterator[Entry]:
    entries = objects(bundle.get("entry"))
    deleted = gone(entries) if bundle.get("type") == "history" else frozenset()
    for entry in entries:
        resource = entry.get("resource")
        if resource is None or deletes(entry) or name_of(an_object(resource)) in deleted:
            continue
        mode = an_object(entry.get("search")).get("mode")
        yield Entry(resource=resource, full_url=text(entry.get("fullUrl")), is_match=mode == "match")


def _is_damaged(bundle: Object) -> bool:
    """Something that ought to be an entry is none, or says itself that it failed."""
    entries = bundle.get("entry")
    if not is_given(entries):
        return False
    if not isinstance(entries, list | tuple):
        return not isinstance(entries, Mapping)
    return any(not isinstance(entry, Mapping) or _has_failed(entry) for entry in entries)


def _has_failed(entry: Object) -> bool:
    status = text(an_object(entry.get("response")).get("status"))
    return status is not None and not status.startswith("2") and entry.get("resource") is None


def _announces_more(bundle: Object) -> bool:
    return any(link.get("relation") == "next" for link in objects(bundle.get("link")))


def _type(resource: object) -> object:
    return resource.get("resourceType") if isinstance(resource, Mapping) else None


def _all_entries(value: object) -> tuple[Entry, ...]:
    body = an_object(value)
    return contents(body).entries if _type(body) == "Bundle" else (Entry(resource=body),)


def _patient_id(entry: Entry) -> str | None:
    return id_of(an_object(entry.resource)) or _urn_id(entry.full_url)


def _urn_id(url: str | None) -> str | None:
    return id_of({"id": url.removeprefix("urn:uuid:")}) if url and url.startswith("urn:uuid:") else None


def _subject_id(body: Object) -> str | None:
    kind = body.get("resourceType")
    reference = reference_of(body.get(SUBJECT[kind])) if isinstance(kind, str) and kind in SUBJECT else None
    if reference is None:
        return None
    target = pointer(reference)
    if target is None:
        return _urn_id(reference)
    return target.id if target.type == "Patient" else None
