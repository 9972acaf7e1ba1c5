"""A search × resources → the matches in their order, and what they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cds_service.harness.ehr.search.criteria import Criterion, Search
from cds_service.harness.ehr.search.dates import date_matches, span_of
from cds_service.harness.ehr.search.elements import values_at
from cds_service.harness.ehr.search.parameters import Kind, Parameter
from cds_service.harness.ehr.search.references import reference_matches, reference_of, type_and_id
from cds_service.harness.ehr.search.texts import first_text, text_matches
from cds_service.harness.ehr.search.tokens import first_code, token_matches

Resource = Mapping[str, Any]


def found(search: Search, resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """The resources of the type that fulfil every criterion; what has no value to be sorted by comes last."""
    matches = [
        one
        for one in resources
        if one["resourceType"] == search.kind and all(fulfils(one, criterion) for criterion in search.criteria)
    ]
    for parameter, downwards in reversed(search.sort):
        matches = _sorted(matches, parameter, downwards=downwards)
    return tuple(matches)


def fulfils(resource: Resource, criterion: Criterion) -> bool:
    """Whether one of the values is met at one of the places."""
    held = tuple(_held(resource, criterion.parameter))
    if criterion.modifier == "missing":
        return (not held) is (criterion.values[0] == "true")
    meets = any(_matches(value, target, wanted, criterion) for value, target in held for wanted in criterion.values)
    return meets is not (criterion.modifier == "not")


def included(
    search: Search, matches: Iterable[Resource], held: Mapping[tuple[str, str], Resource]
) -> Iterator[Resource]:
    """The resources that `_include` adds, each once."""
    seen = set()
    for resource in matches:
        for value, _ in (pair for parameter in search.included for pair in _held(resource, parameter)):
            key = type_and_id(reference_of(value))
            if key in held and key not in seen:
                seen.add(key)
                yield held[key]


def _held(resource: Resource, parameter: Parameter) -> Iterator[tuple[Any, str | None]]:
    """The values that a parameter looks at, each with the type of reference that it must be."""
    for path in parameter.paths:
        for value in values_at(resource, path):
            yield value, path.target


def _matches(value: Any, target: str | None, wanted: str, criterion: Criterion) -> bool:
    match criterion.parameter.kind:
        case Kind.TOKEN:
            return token_matches(value, wanted)
        case Kind.DATE:
            return date_matches(value, wanted)
        case Kind.STRING:
            return text_matches(value, wanted, criterion.modifier)
        case Kind.REFERENCE:
            return reference_matches(value, wanted, target or criterion.modifier or None)


def _sorted(matches: list[Resource], parameter: Parameter, *, downwards: bool) -> list[Resource]:
    keyed = [(_keys(one, parameter), one) for one in matches]
    choose = max if downwards else min
    having = sorted(((choose(keys), one) for keys, one in keyed if keys), key=lambda pair: pair[0], reverse=downwards)
    return [one for _, one in having] + [one for keys, one in keyed if not keys]


def _keys(resource: Resource, parameter: Parameter) -> list[Any]:
    key = _SORT_KEYS[parameter.kind]
    keys = (key(value) for value, _ in _held(resource, parameter))
    return [one for one in keys if one not in (None, "")]


def _moment(value: Any) -> Any:
    span = span_of(value)
    return span and span.low


_SORT_KEYS: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TOKEN: first_code,
    Kind.DATE: _moment,
    Kind.STRING: first_text,
    Kind.REFERENCE: reference_of,
}
