"""Entries of a history Bundle → the resources that are gone."""

from __future__ import annotations

from fhir_mappings.elements.reference import pointer
from fhir_mappings.elements.shape import Object, an_object, text
from fhir_mappings.gathering.identity import id_of


def gone(entries: tuple[Object, ...]) -> frozenset[str]:
    """What a history says is gone, as "Type/id": it lists the newest entry first, and there that is a deletion."""
    last: dict[str, bool] = {}
    for entry in entries:
        name = _target(entry) if deletes(entry) else name_of(an_object(entry.get("resource")))
        last.setdefault(name, deletes(entry))
    return frozenset(name for name, deleted in last.items() if deleted)


def deletes(entry: Object) -> bool:
    """True for an entry that deletes a resource."""
    return an_object(entry.get("request")).get("method") == "DELETE"


def name_of(body: Object) -> str:
    """A resource as "Type/id"."""
    return f"{body.get('resourceType')}/{id_of(body)}"


def _target(entry: Object) -> str:
    url = text(an_object(entry.get("request")).get("url")) or text(entry.get("fullUrl")) or ""
    found = pointer(url)
    return f"{found.type}/{found.id}" if found else url
