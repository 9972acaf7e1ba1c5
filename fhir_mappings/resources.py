"""Prefetch values of one patient → Resources: sifted, without duplicates, newest first, indexed by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cds_service.case.record import Note
from fhir_mappings.elements.choice import components
from fhir_mappings.elements.coding import keys
from fhir_mappings.elements.moments import age_order
from fhir_mappings.elements.shape import an_object, objects
from fhir_mappings.gathering.bundles import LISTS, bundle_patient_ids, whole_bundle
from fhir_mappings.gathering.identity import Context, bare_patient_id
from fhir_mappings.gathering.opening import Opened, opened
from fhir_mappings.gathering.sifting import Sifted, sifted, where_of
from fhir_mappings.gathering.versions import newest, united
from fhir_mappings.resource import (
    Key,
    Resource,
    Resources,
    concept_keys,
    having,
    medication_codings,
    medication_text,
    of_type,
    pointed,
    resolved,
)

__all__ = [
    "LISTS",
    "Resource",
    "Resources",
    "bundle_patient_ids",
    "collect",
    "having",
    "medication_codings",
    "medication_text",
    "of_type",
    "pointed",
    "resolved",
    "whole_bundle",
]

_FOREIGN = "is another patient's"
_NONE_OURS = "holds resources of others, or of nobody that is named, and none of the patient's"


def collect(patient_id: str, lists: Mapping[str, object], fhir_server: str | None) -> Resources:
    """Prefetch key → JSON value, as sent, → the context patient's resources. Never raises; linear in the entries.

    `patient_id` may come as "Patient/123". With `fhir_server` an absolute reference is the patient's only under
    that base (up to a trailing slash); without it the id decides.
    """
    context = Context(patient_id=bare_patient_id(patient_id), fhir_server=fhir_server)
    found = opened(lists)
    read = [sifted(value, context) for value in found]
    foreign = any(part.foreign_patient for part in read)
    unusable = _unusable(found, read)
    if foreign:
        unusable["patient"] = _FOREIGN
    kept, notes = _merged(part.kept for part in read)
    linked = _linked(kept)
    by_type = _by_type(resource for resource, _ in kept)
    copies = by_type.get("Patient", ())
    patient, disputed = united(copies) if copies else (None, frozenset[str]())
    return Resources(
        patient=patient,
        disputed=disputed,
        by_type=by_type,
        retrieved=_retrieved(found) - unusable.keys(),
        unusable=unusable,
        absent=frozenset(LISTS) - lists.keys(),
        foreign_patient=foreign,
        notes=(*_value_notes(found, read), *notes, *_replaced(by_type)),
        unread=tuple(resource for part in read for resource in part.unread),
        partly_read=frozenset(key for part in read for key in part.partly_read),
        index=_index(by_type, linked),
        linked=linked,
    )


def _unusable(found: Iterable[Opened], read: Iterable[Sifted]) -> dict[str, str]:
    """Why the value of a key cannot be used."""
    reasons = (
        (value, value.unusable or (_NONE_OURS if part.none_ours else None))
        for value, part in zip(found, read, strict=True)
    )
    return {key: why for value, why in reasons if why for key in value.keys}


def _retrieved(found: Iterable[Opened]) -> frozenset[str]:
    return frozenset(key for value in found if not value.contents.more for key in value.keys)


def _value_notes(found: Iterable[Opened], read: Iterable[Sifted]) -> tuple[Note, ...]:
    refused = [
        Note(text=f"{where} {value.unusable}", element=element)
        for value in found
        if value.unusable
        for where, element in (where_of(value.keys),)
    ]
    return (*refused, *(note for part in read for note in part.notes), *_untyped(found))


def _untyped(found: Iterable[Opened]) -> tuple[Note, ...]:
    keys = [where_of(value.keys) for value in found if not value.contents.typed]
    text = "a Bundle does not say of which type it is"
    return (Note(text=f"{', '.join(where for where, _ in keys)}: {text}", element=keys[0][1]),) if keys else ()


def _merged(
    parts: Iterable[Iterable[tuple[Resource, str | None]]],
) -> tuple[tuple[tuple[Resource, str | None], ...], tuple[Note, ...]]:
    """One resource per type and id: the newest. Resources without id are all kept."""
    copies: dict[str, list[tuple[Resource, str | None]]] = {}
    kept: list[tuple[Resource, str | None]] = []
    for part in parts:
        for resource, url in part:
            same = kept if resource.id is None else copies.setdefault(resource.reference, [])
            same.append((resource, url))
    undecided = []
    for reference, group in copies.items():
        chosen = {id(resource) for resource in newest([resource for resource, _ in group])}
        kept += [pair for pair in group if id(pair[0]) in chosen]
        if len(chosen) > 1:
            undecided.append(reference)
    return tuple(kept), _undecided(undecided)


def _undecided(references: list[str]) -> tuple[Note, ...]:
    if not references:
        return ()
    count = "1 resource was" if len(references) == 1 else f"{len(references)} resources were"
    text = f"{count} sent twice with different content and nothing tells which is newer; both were read"
    return (Note(text=text, reference=references[0], element="meta.lastUpdated"),)


def _replaced(by_type: Mapping[str, tuple[Resource, ...]]) -> tuple[Note, ...]:
    """Merged records: the Patient says that another record has taken its place."""
    return tuple(
        Note(text="this Patient record was replaced by another", reference=patient.reference, element="link.type")
        for patient in by_type.get("Patient", ())[:1]
        if any(link.get("type") == "replaced-by" for link in objects(patient.body.get("link")))
    )


def _linked(kept: Iterable[tuple[Resource, str | None]]) -> Mapping[str, Resource]:
    linked: dict[str, Resource] = {}
    for resource, url in kept:
        for name in (resource.reference if resource.id else None, url):
            if name:
                linked.setdefault(name, resource)
    return linked


def _by_type(kept: Iterable[Resource]) -> Mapping[str, tuple[Resource, ...]]:
    groups: dict[str, list[Resource]] = {}
    for resource in kept:
        groups.setdefault(resource.type, []).append(resource)
    return {kind: _newest_first(kind, group) for kind, group in groups.items()}


def _newest_first(kind: str, group: list[Resource]) -> tuple[Resource, ...]:
    by_name = sorted(group, key=lambda resource: resource.reference)
    return tuple(sorted(by_name, key=lambda resource: age_order(kind, resource.body), reverse=True))


def _index(
    by_type: Mapping[str, tuple[Resource, ...]], linked: Mapping[str, Resource]
) -> Mapping[str, Mapping[Key, tuple[int, ...]]]:
    index = {
        kind: _positions(concept_keys(kind, resource.body, linked) for resource in group)
        for kind, group in by_type.items()
    }
    parts = (_component_keys(resource) for resource in by_type.get("Observation", ()))
    return {**index, "Observation.component": _positions(parts)}


def _component_keys(resource: Resource) -> frozenset[Key]:
    found = (keys(an_object(part).get("code")) for part in components(resource.body))
    return frozenset(key for part in found for key in part)


def _positions(keys_of_each: Iterable[frozenset[Key]]) -> Mapping[Key, tuple[int, ...]]:
    positions: dict[Key, list[int]] = {}
    for position, found in enumerate(keys_of_each):
        for key in found:
            positions.setdefault(key, []).append(position)
    return {key: tuple(where) for key, where in positions.items()}
