"""CodeableConcept → its codings in our spelling, and its words."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from fhir_mappings.elements.shape import an_object, objects, text, words
from fhir_mappings.terminology.coding import Coding, normalised

MOST_CODINGS = 200  # nobody codes one concept so often; without a limit one concept could cost minutes


def codings(concept: object) -> tuple[Coding, ...]:
    """All usable codings, normalised, in the order sent and once each; none for anything else.

    Takes a CodeableConcept, an array of them, or a bare Coding. A coding without system or code is left out.
    """
    found: dict[tuple[str, str], Coding] = {}
    for part in objects(concept):
        for item in objects(part["coding"])[:MOST_CODINGS] if "coding" in part else (part,):
            coding = _coding(item.get("system"), item.get("code"), item.get("display"))
            if coding is not None:
                found.setdefault((coding.system, coding.code), coding)
    return tuple(found.values())


def keys(concept: object) -> frozenset[tuple[str, str]]:
    """System and code of every usable coding, for membership tests."""
    return frozenset((coding.system, coding.code) for coding in codings(concept))


def text_of(concept: object) -> str | None:
    """The words of a CodeableConcept (its text, else the first display): for people, never for matching."""
    body = an_object(concept)
    displays = (words(item.get("display")) for item in objects(body.get("coding")))
    return words(body.get("text")) or next((display for display in displays if display), None)


def every_word(concept: object) -> str:
    """The text and all displays of CodeableConcepts, in one line and whatever their order: hints, never a match."""
    bodies = objects(concept)
    displays = {words(item.get("display")) for body in bodies for item in objects(body.get("coding"))}
    found = [*(words(body.get("text")) for body in bodies), *sorted(display for display in displays if display)]
    return " | ".join(said for said in found if said)


def _coding(system: object, code: object, display: object) -> Coding | None:
    uri, written = text(system), text(code)
    if uri is None or written is None:
        return None
    coding, shown = _normalised(uri, written), words(display)
    return replace(coding, display=shown) if coding is not None and shown else coding


@lru_cache(maxsize=8192)
def _normalised(system: str, code: str) -> Coding | None:
    return normalised(system, code)
