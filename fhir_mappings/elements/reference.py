"""Reference → the resource it points to, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fhir_mappings.elements.shape import an_object, objects, text

_POINTER = re.compile(
    r"(?P<base>[^?#]*/)?(?P<type>[A-Z][A-Za-z]{1,60})/(?P<id>[^/?#\s]{1,128})(?:/_history/[^/?#\s]{1,128})?/?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A literal reference: type and id, and the server's base URL (no trailing slash) when it is absolute."""

    type: str
    id: str
    base: str | None


def reference_of(value: object) -> str | None:
    """`Reference.reference` as sent, without blanks around it; None when there is only an identifier or a display."""
    return text(an_object(value).get("reference"))


def references_of(value: object) -> tuple[str, ...]:
    """The references of an array of Reference (or of a single one), as sent."""
    return tuple(found for part in objects(value) if (found := reference_of(part)))


def pointer(reference: str) -> Pointer | None:
    """Type, id and base of "Type/id", with or without a base and a version; None for urn:, "#x" and searches."""
    found = _POINTER.fullmatch(reference) if len(reference) <= 1000 else None
    if found is None:
        return None
    base = found["base"]
    return Pointer(type=found["type"], id=found["id"], base=base.rstrip("/") or None if base else None)
