"""Resources → the codes in them that nothing here understands, most frequent first; never a word about the patient."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fhir_mappings.elements.coding import codings
from fhir_mappings.elements.shape import Object, an_object, objects, text
from fhir_mappings.gathering.bundles import contents
from fhir_mappings.terminology import Coding, Terminology, known_keys, look_alikes

_PEOPLE = ("Patient", "RelatedPerson", "Practitioner")
_OF_A_PERSON = ("name.family", "name.given", "name.text", "identifier.value", "telecom.value", "birthDate")
_LONGEST_CODE, _LONGEST_DISPLAY = 40, 120  # what is longer is text that somebody wrote
_WORD = re.compile(r"[^\W_]{3,}")
_DATE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where readers look for a code: the type and element, and the system to which it is most often mapped."""

    type: str
    element: str
    target: str

    def __str__(self) -> str:
        return f"{self.type}.{self.element}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A code that is not understood: where it stands, and in how many resources.

    Its display is the one of the records; None unless they all show the same, and nothing in it is of a person.
    """

    place: Place
    coding: Coding
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What is not understood, most frequent first, and how many codes read like text or like a person's data."""

    found: tuple[Gap, ...] = ()
    withheld: int = 0


def gaps(values: Iterable[object], terminology: Terminology) -> Gaps:
    """The codes of Bundles and resources that no value set or concept map knows.

    A concept of which one coding is known is understood; codes left out on purpose are no gaps.
    """
    resources = tuple(part for value in values for part in _resources(value))
    known = known_keys(terminology) | look_alikes().keys()
    counts: Counter[tuple[Place, str, str]] = Counter()
    shown: dict[tuple[Place, str, str], set[str | None]] = {}
    for resource in resources:
        unknown = {(place, coding.system, coding.code): coding for place, coding in _unknown(resource, known)}
        counts.update(unknown.keys())
        for key, coding in unknown.items():
            shown.setdefault(key, set()).add(coding.display)
    private = frozenset(word for resource in resources for word in _words_of_a_person(resource))
    found = tuple(
        Gap(place=place, coding=Coding(system=system, code=code, display=_display(shown[key], private)), count=count)
        for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0][2], str(pair[0][0])))
        for place, system, code in (key,)
        if _is_harmless(code, private, _LONGEST_CODE)
    )
    return Gaps(found=found, withheld=len(counts) - len(found))


def _resources(value: object) -> Iterator[Object]:
    body = an_object(value)
    whole = contents(body).entries if body.get("resourceType") == "Bundle" else ()
    for resource in [an_object(entry.resource) for entry in whole] or [body]:
        yield from (resource, *objects(resource.get("contained")))


def _unknown(resource: Object, known: Set[tuple[str, str]]) -> Iterator[tuple[Place, Coding]]:
    for place in _places():
        if place.type == resource.get("resourceType"):
            for concept in _at(resource, place.element):
                found = codings(concept)
                if not any(coding.key in known for coding in found):
                    yield from ((place, coding) for coding in found)


def _at(body: Object, path: str) -> tuple[Object, ...]:
    """The objects at a path, through every list on the way."""
    found: tuple[Object, ...] = (body,)
    for name in path.split("."):
        found = tuple(part for one in found for part in objects(one.get(name)))
    return found


def _display(shown: set[str | None], private: frozenset[str]) -> str | None:
    display = next(iter(shown)) if len(shown) == 1 else None
    return display if display and _is_harmless(display, private, _LONGEST_DISPLAY) else None


def _is_harmless(written: str, private: frozenset[str], longest: int) -> bool:
    return len(written) <= longest and not _DATE.search(written) and private.isdisjoint(_words(written))


def _words(written: str) -> Iterator[str]:
    return (word.lower() for word in _WORD.findall(written))


def _words_of_a_person(resource: Object) -> Iterator[str]:
    if resource.get("resourceType") in _PEOPLE:
        for path in _OF_A_PERSON:
            above, _, last = path.rpartition(".")
            for holder in _at(resource, above) if above else (resource,):
                value = holder.get(last)
                for written in value if isinstance(value, list) else (value,):
                    yield from _words(text(written) or "")


@cache
def _places() -> tuple[Place, ...]:
    rows = json.loads(files(__package__).joinpath("gap_places.json").read_text(encoding="utf-8"))["places"]
    return tuple(Place(**row) for row in rows)
