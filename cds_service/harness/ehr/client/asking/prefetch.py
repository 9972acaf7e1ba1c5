"""The prefetch templates of a service → the values of prefetch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from cds_service.harness.ehr.client.asking.query import NoValue, Query, Values, query_of
from cds_service.harness.ehr.client.asking.reading import Records
from cds_service.harness.template import Template

_AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One key that a service asks for, with what is needed to fill it."""

    template: Template
    values: Values
    records: Records

    @property
    def query(self) -> Query:
        """What fills the key. Raises `NoValue` where the key must be left out."""
        return query_of(self.template, self.values)


Filling = Callable[[Wanted], Iterator[Any]]
"""One value for a key, or none where the key must be left out."""


def filled(wanted: Wanted) -> Iterator[Any]:
    """What the specification asks for."""
    try:
        query = wanted.query
    except NoValue:
        return
    yield from wanted.records.read(query)


def prefetch_of(every: Sequence[Wanted], fillings: Mapping[str, Filling]) -> dict[str, Any]:
    """What is sent as prefetch, in the order of the templates; `fillings` has the keys that are filled another way."""

    def values(wanted: Wanted) -> list[Any]:
        return list(fillings.get(wanted.template.key, filled)(wanted))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = zip(every, pool.map(values, every), strict=True)
        return {wanted.template.key: value for wanted, all_values in found for value in all_values}
