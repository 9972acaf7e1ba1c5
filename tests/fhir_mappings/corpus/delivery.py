"""The shapes in which one record travels: prefetch lists, and every kind of Bundle."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any
from uuid import UUID, uuid5

from tests.fhir_mappings.corpus.writing import Resource, searchset

KEYS = {
    "Condition": "conditions",
    "Observation": "observations",
    "Procedure": "procedures",
    "MedicationRequest": "medicationRequests",
    "MedicationStatement": "medicationStatements",
    "MedicationAdministration": "medicationAdministrations",
    "DiagnosticReport": "diagnosticReports",
    "AllergyIntolerance": "allergies",
}
_SPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


def attributed(resources: list[Resource], reference: str) -> list[Resource]:
    """The resources, each about the patient that the reference names."""
    found = []
    for one in deepcopy(resources):
        if one["resourceType"] not in {"Patient", "Medication"}:
            one["patient" if one["resourceType"] == "AllergyIntolerance" else "subject"] = {"reference": reference}
        found.append(one)
    return found


def request(patient: Resource, resources: list[Resource], **lists: Any) -> Resource:
    """A patient-view request; lists that hold nothing are empty search results, `lists` replace what would be sent.

    Medicines stand in the lists that refer to them, and what has no list of its own among the Conditions.
    """
    found: dict[str, list[Resource]] = {key: [] for key in KEYS.values()}
    drugs = [one for one in resources if one["resourceType"] == "Medication"]
    for one in resources:
        if one not in drugs:
            found[KEYS.get(one["resourceType"], "conditions")].append(one)
    prefetch: Resource = {"patient": patient}
    for key, some in found.items():
        prefetch[key] = searchset([*some, *(drugs if some and key.startswith("medication") else [])])
    prefetch |= lists
    return {
        "hook": "patient-view",
        "hookInstance": str(uuid5(_SPACE, patient["id"])),
        "context": {"userId": "Practitioner/exam", "patientId": patient["id"]},
        "prefetch": prefetch,
    }


def _bundle(kind: str | None, entries: list[Resource]) -> Resource:
    found: Resource = {"resourceType": "Bundle", "entry": entries}
    return found if kind is None else {**found, "type": kind}


def collection(patient: Resource, resources: list[Resource]) -> Resource:
    """Everything under urn:uuid, references to the patient too, the patient last."""
    urn = f"urn:uuid:{uuid5(_SPACE, patient['id'])}"
    about = attributed(resources, urn)
    entries = [{"fullUrl": f"urn:uuid:{uuid5(_SPACE, one['id'])}", "resource": one} for one in about]
    return _bundle("collection", [*entries, {"fullUrl": urn, "resource": patient}])


def transaction(patient: Resource, resources: list[Resource]) -> Resource:
    """Relative references, requests beside the resources, one entry with a request only."""
    every = [patient, *attributed(resources, f"Patient/{patient['id']}")]
    entries = [
        {"resource": one, "request": {"method": "PUT", "url": f"{one['resourceType']}/{one['id']}"}} for one in every
    ]
    return _bundle("transaction", [*entries, {"request": {"method": "DELETE", "url": "Condition/gone"}}])


def document(patient: Resource, resources: list[Resource]) -> Resource:
    """A Composition first, absolute references."""
    base = "https://docs.example.org/fhir"
    about = attributed(resources, f"{base}/Patient/{patient['id']}")
    head: Resource = {"resourceType": "Composition", "id": "head", "status": "final", "title": "Continuity of care"}
    entries = [
        {"fullUrl": f"{base}/{one['resourceType']}/{one['id']}", "resource": one} for one in [head, patient, *about]
    ]
    return {**_bundle("document", entries), "timestamp": "2026-11-23T10:00:00Z"}


def message(patient: Resource, resources: list[Resource]) -> Resource:
    """A MessageHeader first, versioned references, entries without fullUrl."""
    head: Resource = {"resourceType": "MessageHeader", "id": "head", "eventCoding": {"code": "ORU"}}
    about = attributed(resources, f"Patient/{patient['id']}/_history/2")
    return _bundle("message", [{"resource": one} for one in [head, patient, *about]])


def nested(patient: Resource, resources: list[Resource]) -> Resource:
    """A batch-response of one search result per type, with an OperationOutcome among them."""
    about = attributed(resources, f"Patient/{patient['id']}")
    outcome: Resource = {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "warning", "code": "informational"}],
    }
    inner = [
        searchset([one for one in about if one["resourceType"] == kind])
        for kind in dict.fromkeys(o["resourceType"] for o in about)
    ]
    entries = [
        {"resource": patient},
        {"resource": outcome},
        *({"resource": one, "response": {"status": "200"}} for one in inner),
    ]
    return _bundle("batch-response", entries)


def history(patient: Resource, resources: list[Resource]) -> Resource:
    """Each Observation twice: an older preliminary version with nothing in it, after the current one."""
    about = attributed(resources, f"Patient/{patient['id']}")
    entries: list[Resource] = [{"resource": patient}]
    for one in about:
        now = {**one, "meta": {"versionId": "2", "lastUpdated": "2026-11-23T10:00:00Z"}}
        entries.append(
            {"fullUrl": f"{one['resourceType']}/{one['id']}", "resource": now, "response": {"status": "200"}}
        )
        if one["resourceType"] == "Observation":
            old = {key: some for key, some in one.items() if not key.startswith("value")}
            old |= {"status": "preliminary", "meta": {"versionId": "1", "lastUpdated": "2026-11-22T10:00:00Z"}}
            entries.append({"fullUrl": f"{one['resourceType']}/{one['id']}", "resource": old})
    return _bundle("history", entries)


def untyped(patient: Resource, resources: list[Resource]) -> Resource:
    """No type, no fullUrl, everything twice, the patient somewhere in the middle."""
    about = attributed(resources, f"Patient/{patient['id']}")
    middle = len(about) // 2
    every = [*about[:middle], patient, *about[middle:], *deepcopy(about)]
    return _bundle(None, [{"resource": one} for one in every])


def lists(patient: Resource, resources: list[Resource]) -> Resource:
    """The CDS Hooks request itself."""
    return request(patient, attributed(resources, f"Patient/{patient['id']}"))


SHAPES: dict[str, Callable[[Resource, list[Resource]], Resource]] = {
    "lists": lists,
    "collection": collection,
    "transaction": transaction,
    "document": document,
    "message": message,
    "nested": nested,
    "history": history,
    "untyped": untyped,
}
