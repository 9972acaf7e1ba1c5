"""The word of a fault profile → how prefetch keys are filled wrongly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from cds_service.harness.ehr.client.asking.prefetch import Filling, Wanted, filled
from cds_service.harness.ehr.client.asking.query import NoValue, Query
from cds_service.harness.ehr.client.asking.reading import with_entries, with_next
from cds_service.harness.ehr.server.altering import OTHER_PATIENT, for_another_patient, years_older

Bundle = Mapping[str, Any]

_YEARS = 6
_FIRST_PAGE = 2


def fillings(settings: Mapping[str, str], every: Sequence[Wanted]) -> Mapping[str, Filling]:
    """The keys that are filled wrongly, and how; the settings name each word once, with the keys that it befalls."""
    return {
        wanted.template.key: _FILLINGS[word] for word, which in settings.items() for wanted in _befallen(which, every)
    }


def _befallen(which: str, every: Sequence[Wanted]) -> Sequence[Wanted]:
    searches = [wanted for wanted in every if wanted.template.is_search]
    return {"all": every, "searches": searches, "one": searches[:1]}[which]


def _absent(_: Wanted) -> Iterator[Any]:
    yield from ()


def _null(_: Wanted) -> Iterator[Any]:
    yield None


def _always(name: str) -> Filling:
    def fill(_: Wanted) -> Iterator[Any]:
        yield _values()[name]

    return fill


def _with(change: Callable[[Bundle], Bundle]) -> Filling:
    """What should be there, a Bundle changed."""

    def fill(wanted: Wanted) -> Iterator[Any]:
        for value in filled(wanted):
            yield change(value) if _is_bundle(value) else value

    return fill


def _each(change: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Filling:
    """What should be there, each resource changed."""

    def fill(wanted: Wanted) -> Iterator[Any]:
        for value in filled(wanted):
            if _is_bundle(value):
                entries = ({**entry, "resource": change(entry["resource"])} for entry in _entries(value))
                yield with_entries(value, list(entries))
            else:
                yield change(value) if value else value

    return fill


def _is_bundle(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("resourceType") == "Bundle"


def _first_page(wanted: Wanted) -> Iterator[Any]:
    yield from _asked(wanted, _shortened)


def _first_page_unlinked(wanted: Wanted) -> Iterator[Any]:
    for page in _first_page(wanted):
        yield with_next(page, "") if page else page


def _joined_parameters(wanted: Wanted) -> Iterator[Any]:
    yield from _asked(wanted, _joined)


def _asked(wanted: Wanted, change: Callable[[Query], Query]) -> Iterator[Any]:
    try:
        query = change(wanted.query)
    except NoValue:
        return
    yield from wanted.records.first_page(query)


def _shortened(query: Query) -> Query:
    rest = tuple(pair for pair in query.parameters if pair[0] != "_count")
    return replace(query, parameters=(*rest, ("_count", str(_FIRST_PAGE))))


def _joined(query: Query) -> Query:
    """The query with the values of a repeated parameter in one, which turns AND into OR."""
    names = dict.fromkeys(name for name, _ in query.parameters)
    joined = ((name, ",".join(value for other, value in query.parameters if other == name)) for name in names)
    return replace(query, parameters=tuple(joined))


def _mixed(value: Bundle) -> Bundle:
    strangers = [{**entry, "resource": _stranger(entry["resource"])} for entry in _entries(value)]
    return with_entries(value, [*_entries(value), *strangers])


def _stranger(resource: Mapping[str, Any]) -> Mapping[str, Any]:
    moved = for_another_patient(resource)
    return moved if moved["id"] == OTHER_PATIENT else {**moved, "id": f"{moved['id']}-elsewhere"[:64]}


def _warned(value: Bundle) -> Bundle:
    return with_entries(value, [*_entries(value), _values()["warning"]])


def _entries(value: Bundle) -> list[Any]:
    return list(value.get("entry") or ())


@cache
def _values() -> Mapping[str, Any]:
    text = files("cds_service.harness.ehr.client.misconduct").joinpath("values.json").read_text("utf-8")
    values: Mapping[str, Any] = json.loads(text)
    return values


def _only_a_warning(_: Wanted) -> Iterator[Any]:
    yield with_entries(_values()["empty"], [_values()["warning"]])


_FILLINGS: Mapping[str, Filling] = {
    "absent": _absent,
    "null": _null,
    "empty": _always("empty"),
    "outcome": _always("outcome"),
    "wrong-type": _always("wrong-type"),
    "html": _always("html"),
    "warning": _only_a_warning,
    "warning-added": _with(_warned),
    "first-page": _first_page,
    "first-page-unlinked": _first_page_unlinked,
    "foreign-next": _with(lambda value: with_next(value, _values()["next"])),
    "duplicates": _with(lambda value: with_entries(value, [entry for entry in _entries(value) for _ in range(2)])),
    "other-patient": _each(for_another_patient),
    "mixed-patients": _with(_mixed),
    "stale": _each(lambda resource: years_older(resource, _YEARS)),
    "joined-parameters": _joined_parameters,
}
