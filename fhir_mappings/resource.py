"""Resource and Resources: one patient's FHIR resources as they were sent, found by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cds_service.case.record import Note
from fhir_mappings.elements.coding import codings, every_word
from fhir_mappings.elements.reference import pointer, reference_of
from fhir_mappings.elements.shape import NOTHING, Object, objects
from fhir_mappings.terminology.coding import Coding

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One resource as sent. `reference` names it: "Observation/k1", or "Observation (without id)"."""

    type: str
    id: str | None
    reference: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """One patient's resources.

    patient          the Patient, when it was sent
    disputed         elements on which undecided copies of the Patient disagree; they are missing in `patient`
    by_type          resources by type, newest first, duplicates removed
    retrieved        prefetch keys whose list arrived whole (null and an empty Bundle included)
    unusable         prefetch key → why its value could not be used, in our own words
    absent           prefetch keys that were not sent
    foreign_patient  the Patient that was sent is another patient's
    notes            what was skipped and why, one note per key and reason
    unread           the patient's resources that could not be read: of an earlier version, or modified in meaning
    partly_read      keys in `retrieved` in whose list something could not be read: absence proves nothing there
    index            type → (system, code) → positions in `by_type`; "Observation.component" stands for components
    linked           "Type/id" and fullUrl → resource, for references
    """

    patient: Resource | None = None
    disputed: frozenset[str] = frozenset()
    by_type: Mapping[str, tuple[Resource, ...]] = field(default_factory=dict)
    retrieved: frozenset[str] = frozenset()
    unusable: Mapping[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    foreign_patient: bool = False
    notes: tuple[Note, ...] = ()
    unread: tuple[Resource, ...] = ()
    partly_read: frozenset[str] = frozenset()
    index: Mapping[str, Mapping[Key, tuple[int, ...]]] = field(default_factory=dict)
    linked: Mapping[str, Resource] = field(default_factory=dict)

    @property
    def complete(self) -> frozenset[str]:
        """The keys whose list arrived whole and was read whole: only there does absence mean "no"."""
        return self.retrieved - self.partly_read


def of_type(resources: Resources, resource_type: str) -> tuple[Resource, ...]:
    """All resources of one type, newest first."""
    return resources.by_type.get(resource_type, ())


def having(resources: Resources, resource_type: str, codes: frozenset[Key]) -> tuple[Resource, ...]:
    """The resources whose code (for medicines: whose medication) has one of the codings, newest first.

    `resource_type` "Observation.component" gives the Observations with such a component.
    """
    index = resources.index.get(resource_type, {})
    keys = codes & index.keys() if len(codes) > len(index) else (key for key in codes if key in index)
    positions = sorted({position for key in keys for position in index[key]})
    found = of_type(resources, resource_type.partition(".")[0])
    return tuple(found[position] for position in positions)


def resolved(linked: Mapping[str, Resource], body: Object, reference: str, kind: str) -> Object | None:
    """The resource of type `kind` to which a reference in `body` points: contained, or among those sent; else None."""
    if not reference.startswith("#"):
        found = pointed(linked, reference)
        return found.body if found and found.type == kind else None
    contained = (part for part in objects(body.get("contained")) if part.get("resourceType") == kind)
    return next((part for part in contained if part.get("id") == reference[1:]), None)


def pointed(linked: Mapping[str, Resource], reference: str) -> Resource | None:
    """The resource among those sent to which a reference points: by fullUrl, or by type and id."""
    direct = linked.get(reference)
    if direct is not None:
        return direct
    parts = pointer(reference)
    return linked.get(f"{parts.type}/{parts.id}") if parts else None


def medication_codings(resources: Resources, body: Object) -> tuple[Coding, ...]:
    """What a MedicationRequest, -Statement or -Administration gives: the medicine's codings and its ingredients'."""
    return _medication_codings(resources.linked, body)


def medication_text(resources: Resources, body: Object) -> str:
    """All words for that medicine: its own, those of its Medication when it has none."""
    return every_word(body.get("medicationCodeableConcept")) or every_word(
        _medication(resources.linked, body).get("code")
    )


def concept_keys(resource_type: str, body: Object, linked: Mapping[str, Resource]) -> frozenset[Key]:
    """The codings by which `having` finds a resource."""
    if resource_type.startswith("Medication") and resource_type != "Medication":
        return frozenset(coding.key for coding in _medication_codings(linked, body))
    return frozenset(coding.key for coding in codings(body.get("code")))


def _medication_codings(linked: Mapping[str, Resource], body: Object) -> tuple[Coding, ...]:
    medication = _medication(linked, body)
    concepts = [body.get("medicationCodeableConcept"), medication.get("code")]
    concepts += [part.get("itemCodeableConcept") for part in objects(medication.get("ingredient"))]
    return tuple(dict.fromkeys(coding for concept in concepts for coding in codings(concept)))


def _medication(linked: Mapping[str, Resource], body: Object) -> Object:
    reference = reference_of(body.get("medicationReference"))
    found = resolved(linked, body, reference, "Medication") if reference else None
    return NOTHING if found is None else found
