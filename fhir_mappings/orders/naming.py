"""What the drafts of a Bundle are called, and which of them a selection means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from fhir_mappings.elements.reference import pointer
from fhir_mappings.elements.shape import Object, an_object, text
from fhir_mappings.gathering.bundles import Entry
from fhir_mappings.gathering.identity import id_of

_LEGAL_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def reference_in(body: Object) -> str | None:
    """ "Type/id" of a resource, as an action of CDS Hooks may send it back; None without an id that is legal FHIR."""
    kind, identifier = text(body.get("resourceType")), id_of(body)
    return f"{kind}/{identifier}" if kind and identifier and _LEGAL_ID.fullmatch(identifier) else None


def names_of(entries: Iterable[Entry]) -> Mapping[str, tuple[int, ...]]:
    """Every name of the resources in a Bundle → their places: "Type/id", the id alone, the fullUrl."""
    places: dict[str, list[int]] = {}
    for position, entry in enumerate(entries):
        for name in _names(an_object(entry.resource), entry.full_url):
            places.setdefault(name, []).append(position)
    return {name: tuple(found) for name, found in places.items()}


def places_of(names: Mapping[str, tuple[int, ...]], selections: Iterable[object]) -> frozenset[int] | None:
    """The places of what the selections name; None when one of them names nothing in the Bundle.

    "Type/id" is what the specification wants; absolute references, versions, bare ids and fullUrls are read too.
    """
    found = [names.get(_selected(selection)) for selection in selections]
    return None if None in found else frozenset(place for places in found if places for place in places)


def _selected(selection: object) -> str:
    said = text(selection) or ""
    return _pointed(said) or said


def _names(body: Object, full_url: str | None) -> frozenset[str]:
    kind, identifier = text(body.get("resourceType")), id_of(body)
    found = {identifier, f"{kind}/{identifier}" if identifier else None, full_url, _pointed(full_url or "")}
    return frozenset(name for name in found if name)


def _pointed(reference: str) -> str | None:
    target = pointer(reference)
    return f"{target.type}/{target.id}" if target else None
