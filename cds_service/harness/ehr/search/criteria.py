"""The parameters of a request → a search that can be carried out, and those that it does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cds_service.harness.ehr.search.dates import NotADate, date_matches
from cds_service.harness.ehr.search.escaping import split
from cds_service.harness.ehr.search.parameters import Kind, Parameter, parameters_of, resource_types

Pair = tuple[str, str]

_WITHOUT_EFFECT = frozenset({"_format", "_pretty"})
_MODIFIERS = {
    Kind.TOKEN: frozenset({"", "missing", "not"}),
    Kind.REFERENCE: frozenset({"", "missing", *resource_types()}),
    Kind.DATE: frozenset({"", "missing"}),
    Kind.STRING: frozenset({"", "missing", "exact", "contains"}),
}
_TOTALS = frozenset({"none", "estimate", "accurate"})


class BadSearch(ValueError):
    """A search that cannot be carried out; the message names the parameter and the remedy, not the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What a match fulfils: one of the values at one of the places of the parameter."""

    parameter: Parameter
    modifier: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One search on a resource type.

    understood  the parameters that have an effect, as they came
    unknown     the names of those that the server does not know
    total       what `_total` asks for; empty if nothing
    """

    kind: str
    criteria: tuple[Criterion, ...]
    sort: tuple[tuple[Parameter, bool], ...]
    included: tuple[Parameter, ...]
    count: int | None
    total: str
    only_total: bool
    understood: tuple[Pair, ...]
    unknown: tuple[str, ...]


def search_of(kind: str, pairs: Iterable[Pair]) -> Search:
    """The search that the parameters ask for; empty values are no criteria. Raises `BadSearch`."""
    asked = tuple((name, value) for name, value in pairs if value and name not in _WITHOUT_EFFECT)
    unknown = tuple(name for name, value in asked if not _is_known(kind, name, value))
    understood = tuple((name, value) for name, value in asked if name not in unknown)
    count = _count(_last(understood, "_count"))
    return Search(
        kind=kind,
        criteria=tuple(_criteria(kind, understood)),
        sort=tuple(_sort(kind, _last(understood, "_sort"))),
        included=tuple(parameters_of(kind)[value.split(":")[1]] for name, value in understood if name == "_include"),
        count=count,
        total=_last(understood, "_total"),
        only_total=_last(understood, "_summary") == "count" or count == 0,
        understood=understood,
        unknown=unknown,
    )


def _is_known(kind: str, name: str, value: str) -> bool:
    match name:
        case "_count":
            return True
        case "_sort":
            return all(key.removeprefix("-") in parameters_of(kind) for key in value.split(","))
        case "_include":
            source, _, parameter = value.partition(":")
            return source == kind and parameter.split(":")[0] in parameters_of(kind)
        case "_summary":
            return value == "count"
        case "_total":
            return value in _TOTALS
    return name.partition(":")[0] in parameters_of(kind)


def _last(pairs: Iterable[Pair], wanted: str) -> str:
    return ([""] + [value for name, value in pairs if name == wanted])[-1]


def _count(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit()):
        raise BadSearch("_count: write a whole number")
    return int(text[:9]) if text else None


def _sort(kind: str, text: str) -> Iterator[tuple[Parameter, bool]]:
    """The keys in their order, each with whether it goes downwards."""
    for key in filter(None, text.split(",")):
        yield parameters_of(kind)[key.removeprefix("-")], key.startswith("-")


def _criteria(kind: str, pairs: Iterable[Pair]) -> Iterator[Criterion]:
    for written, value in pairs:
        name, _, modifier = written.partition(":")
        parameter = parameters_of(kind).get(name)
        if parameter is None:
            continue
        if modifier not in _MODIFIERS[parameter.kind]:
            raise BadSearch(f"{name}: this modifier is not supported; leave it out")
        criterion = Criterion(parameter=parameter, modifier=modifier, values=split(value, ","))
        _check(criterion)
        yield criterion


def _check(criterion: Criterion) -> None:
    name = criterion.parameter.name
    if criterion.modifier == "missing":
        if not set(criterion.values) <= {"true", "false"}:
            raise BadSearch(f"{name}:missing: write true or false")
    elif criterion.parameter.kind is Kind.DATE:
        try:
            for value in criterion.values:
                date_matches("", value)
        except NotADate as error:
            raise BadSearch(f"{name}: write a date such as 2026-01-31, with or without ge, le, gt or lt") from error
