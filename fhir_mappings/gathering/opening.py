"""Prefetch values → what each holds, or why it cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fhir_mappings.elements.resource_type import is_modified, resource_type
from fhir_mappings.elements.shape import Object, an_object, is_given
from fhir_mappings.gathering.bundles import LISTS, Contents, Entry, contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What one value holds. Several keys stand together when the very same Bundle was given for all of them.

    unusable  why the value cannot be used, in our own words; then there are no entries
    """

    keys: tuple[str, ...]
    contents: Contents = field(default_factory=Contents)
    unusable: str | None = None


def opened(lists: Mapping[str, object]) -> tuple[Opened, ...]:
    """The values under the keys we know; other keys are ignored."""
    return tuple(_opened(keys, value) for keys, value in _shared(lists))


def _shared(lists: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Each value once, with its keys: a Bundle given for every key (`whole_bundle`) is read once."""
    keys_of: dict[object, list[str]] = {}
    for key in LISTS:
        if key in lists:
            value = lists[key]
            is_bundle = an_object(value).get("resourceType") == "Bundle"
            keys_of.setdefault(id(value) if is_bundle else key, []).append(key)
    for keys in keys_of.values():
        yield tuple(keys), lists[keys[0]]


def _opened(keys: tuple[str, ...], value: object) -> Opened:
    expected = LISTS[keys[0]]
    if value is None:
        return Opened(keys=keys)
    if resource_type(an_object(value)) == "Bundle":
        return _opened_bundle(keys, an_object(value), expected)
    refusal = _refusal(value, expected)
    return Opened(keys=keys, contents=Contents(entries=() if refusal else (Entry(resource=value),)), unusable=refusal)


def _refusal(value: object, expected: str) -> str | None:
    """Why a value that is no Bundle is not the resource that was asked for, either."""
    if not isinstance(value, Mapping):
        return f"is no FHIR resource: send a JSON object, {_wanted(expected)}"
    if not is_given(value.get("resourceType")):
        return _without_type(value, expected)
    kind = resource_type(value)
    if kind == "OperationOutcome":
        return "is an OperationOutcome: the lookup failed; null means nothing was found"
    return None if kind == expected else f"is a resource of another type: send {_wanted(expected)}"


def _opened_bundle(keys: tuple[str, ...], bundle: Object, expected: str) -> Opened:
    if is_modified(bundle):
        return Opened(keys=keys, unusable="is a Bundle with implicitRules, which may change what it means")
    found = contents(bundle)
    if found.failed and not found.entries:
        return Opened(keys=keys, unusable="holds only an OperationOutcome with an error: the lookup failed")
    if len(keys) == 1 and _is_misplaced(found, expected):
        return Opened(keys=keys, unusable=f"is a Bundle of other types: send {_wanted(expected)}")
    return Opened(keys=keys, contents=found)


def _is_misplaced(found: Contents, expected: str) -> bool:
    """True when everything we recognise in the Bundle is of other types than the search of this key finds."""
    types = {resource_type(an_object(entry.resource)) for entry in found.entries}
    return bool(types - {None}) and expected not in types


def _without_type(value: Object, expected: str) -> str:
    if "resource" in value:
        return f"is wrapped as {{response, resource}}, a form of early drafts: send {_wanted(expected)} itself"
    return f"has no resourceType: send {_wanted(expected)}"


def _wanted(expected: str) -> str:
    return "a Patient" if expected == "Patient" else f"a Bundle of {expected} resources"
