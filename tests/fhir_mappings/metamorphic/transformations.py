"""Ways to send one record differently without saying anything else: each takes entries and gives prefetch values."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from fhir_mappings.elements.reference import pointer
from fhir_mappings.resources import LISTS
from tests.fhir_mappings.representations.table import Body
from tests.fhir_mappings.variations.patients import SERVER, bundle, entry

Entries = list[Body]
TYPES = ("searchset", "collection", "transaction", "batch", "batch-response", "message", "document", None)
_OTHERS = ("Medication", "Specimen", "BodyStructure")
_SPACE = uuid.UUID("5a0e7a8e-3f0f-4f6e-9d5d-5b8a6c1c2d11")


def shuffled(entries: Entries, random: Random) -> Entries:
    """In another order."""
    return random.sample(entries, len(entries))


def duplicated(entries: Entries, random: Random) -> Entries:
    """With some entries, that have an id, sent twice."""
    named = [one for one in entries if one["resource"].get("id")]
    return [*entries, *copy.deepcopy(random.sample(named, random.randint(0, len(named))))]


def with_codings_reordered(entries: Entries, random: Random) -> Entries:
    """With the codings of every CodeableConcept in another order."""
    changed = copy.deepcopy(entries)
    for body in _objects(changed):
        if isinstance(body.get("coding"), list):
            random.shuffle(body["coding"])
    return changed


def with_local_codings_first(entries: Entries, random: Random) -> Entries:
    """With a code of the house before all others: the same one for the same codings."""
    changed = copy.deepcopy(entries)
    for body in _objects(changed):
        if isinstance(body.get("coding"), list):
            code = str(uuid.uuid5(_SPACE, repr(sorted(map(str, body["coding"])))))
            body["coding"].insert(0, {"system": "https://hospital.example/codes", "code": code, "display": "local"})
    return changed


def without_full_urls(entries: Entries, random: Random) -> Entries:
    """Without the addresses of the entries, where nothing refers to them."""
    if any(str(body.get("reference")).startswith("urn:") for body in _objects(entries)):
        return entries
    return [{name: value for name, value in one.items() if name != "fullUrl"} for one in entries]


def with_absolute_references(entries: Entries, random: Random) -> Entries:
    """With every "Type/id" under the address of the server."""
    return _with_references(entries, lambda reference: f"{SERVER}/{reference}")


def with_versioned_references(entries: Entries, random: Random) -> Entries:
    """With a version behind every "Type/id"."""
    return _with_references(entries, lambda reference: f"{reference}/_history/{random.randint(1, 9)}")


def with_uuid_references(entries: Entries, random: Random) -> Entries:
    """With urn:uuid for every resource that is sent, as its fullUrl and in all references."""
    urls = {_name(one): f"urn:uuid:{uuid.uuid5(_SPACE, _name(one))}" for one in entries if one["resource"].get("id")}
    changed = _with_references(entries, lambda reference: urls.get(reference, reference))
    return [{**one, "fullUrl": urls[_name(one)]} if _name(one) in urls else one for one in changed]


def with_a_warning(entries: Entries, random: Random) -> Entries:
    """With an OperationOutcome that warns, somewhere among the entries."""
    warning = entry({"resourceType": "OperationOutcome", "issue": [{"severity": "warning", "code": "processing"}]})
    place = random.randint(0, len(entries))
    return [*entries[:place], warning, *entries[place:]]


def with_strangers(entries: Entries, random: Random) -> Entries:
    """With another person, and with resources that nobody reads."""
    others = [
        {"resourceType": "Patient", "id": "another", "deceasedBoolean": True},
        {"resourceType": "Encounter", "id": "e", "subject": {"reference": "Patient/another"}},
        {"resourceType": "Practitioner", "id": "d"},
    ]
    return [*entries, *map(entry, others)]


SAME_MEANING: tuple[Callable[[Entries, Random], Entries], ...] = (
    shuffled,
    duplicated,
    with_codings_reordered,
    with_local_codings_first,
    without_full_urls,
    with_absolute_references,
    with_versioned_references,
    with_uuid_references,
    with_a_warning,
    with_strangers,
)


def as_one_bundle(entries: Entries, random: Random) -> dict[str, Any]:
    """One Bundle of any type as the whole record."""
    return dict.fromkeys(LISTS, bundle(*entries, kind=random.choice(TYPES)))


def as_nested_bundles(entries: Entries, random: Random) -> dict[str, Any]:
    """The same in Bundles inside a Bundle."""
    cut = random.randint(0, len(entries))
    parts = (bundle(*entries[:cut]), bundle(entry(bundle(*entries[cut:]))))
    return dict.fromkeys(LISTS, bundle(*map(entry, parts), kind="batch-response"))


def as_lists(entries: Entries, random: Random) -> dict[str, Any]:
    """A Bundle for each key; the Patient and what belongs to no list are included with all of them."""
    kinds = {kind: [one for one in entries if one["resource"]["resourceType"] == kind] for kind in LISTS.values()}
    included = [one for one in entries if one["resource"]["resourceType"] in ("Patient", *_OTHERS)]
    others = {key: bundle(*kinds[kind], *(included if kinds[kind] else ())) for key, kind in LISTS.items()}
    return {**others, "patient": bundle(*kinds["Patient"])}


PACKED: tuple[Callable[[Entries, Random], dict[str, Any]], ...] = (as_one_bundle, as_nested_bundles, as_lists)


def _with_references(entries: Entries, change: Callable[[str], str]) -> Entries:
    changed = copy.deepcopy(entries)
    for body in _objects(changed):
        target = pointer(body["reference"]) if isinstance(body.get("reference"), str) else None
        if target is not None and target.base is None:
            body["reference"] = change(f"{target.type}/{target.id}")
    return changed


def _objects(value: object) -> Iterator[Body]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(part)


def _name(one: Body) -> str:
    return f"{one['resource']['resourceType']}/{one['resource'].get('id')}"
