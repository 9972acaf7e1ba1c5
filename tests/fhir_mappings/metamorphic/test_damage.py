"""One damaged element hides only the facts that need it, and nothing in a record makes reading raise."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.case.items.dictionary import ITEMS
from cds_service.case.record import Case
from fhir_mappings.resources import LISTS
from tests.fhir_mappings.representations.table import Body, case_from
from tests.fhir_mappings.variations.patients import bundle, entry, gist, resources

RECORD = resources()
KEYS = {kind: key for key, kind in LISTS.items()}
# Specimens and Medications come with the lists that refer to them.
KEYS |= {"Specimen": "observations", "Medication": "medicationRequests"}

_NONSENSE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=6)
    | st.sampled_from(["2026-13-45", "0001-01-01", "9999-12-31", "final", "1e400", "#x", "Patient/other", 10**40, -1]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["coding", "value", "code", "id"]), inner)
    ),
    max_leaves=4,
)
_DELETE = object()
_WRAP = object()


@st.composite
def damages(draw: st.DrawFn) -> tuple[int, list[Body]]:
    """The place of one resource of the record, and the record in which one element of it is wrong or missing."""
    hurt = copy.deepcopy(RECORD)
    place = draw(st.integers(0, len(hurt) - 1))
    parent, key = draw(st.sampled_from(list(_paths(hurt[place]))))
    value = draw(_NONSENSE | st.sampled_from([_DELETE, _WRAP]))
    if value is _DELETE:
        del parent[key]
    elif value is _WRAP:
        parent[key] = [parent[key]]
    else:
        parent[key] = value
    return place, hurt


@settings(max_examples=500)
@given(damages())
def test_damage_changes_at_most_the_facts_that_depended_on_the_damaged_resource(damage: tuple[int, list[Body]]) -> None:
    place, hurt = damage
    before, after = gist(_case(RECORD)), gist(_case(hurt, keys=[KEYS[body["resourceType"]] for body in RECORD]))
    changed = {name for name, (possible, why, _) in after.items() if (possible, why) != before[name][:2]}
    assert changed - _dependent(place) == set()


@settings(max_examples=150)
@given(st.lists(damages(), min_size=1, max_size=4))
def test_any_damage_is_survived_and_settles_no_more_than_before(found: list[tuple[int, list[Body]]]) -> None:
    hurt = [next((record[n] for place, record in found if place == n), body) for n, body in enumerate(RECORD)]
    assert _case(hurt, keys=[KEYS[body["resourceType"]] for body in RECORD]).facts.keys() == _case(RECORD).facts.keys()


@cache
def _dependent(place: int) -> frozenset[str]:
    """Items for which the resource is evidence, which change without it, or which its list would show by absence."""
    body, before = RECORD[place], _case(RECORD)
    name, key = f"{body['resourceType']}/{body['id']}", KEYS[body["resourceType"]]
    without = gist(_case([one for one in RECORD if one is not body]))
    evident = {item for item, fact in before.facts.items() if any(one.reference == name for one in fact.evidence)}
    missing = {item for item, known in gist(before).items() if known != without[item]}
    absent = {item.name for item in ITEMS if key in (*item.lists, *item.also) and not before.facts[item.name].evidence}
    return frozenset(evident | missing | absent)


def _case(record: list[Body], keys: list[str] | None = None) -> Case:
    """The case of a record whose resources stand under the keys of their types."""
    under = keys or [KEYS[body["resourceType"]] for body in record]
    lists = {key: bundle(*(entry(b) for b, own in zip(record, under, strict=True) if own == key)) for key in LISTS}
    return case_from(lists)


def _paths(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from _paths(inner)
