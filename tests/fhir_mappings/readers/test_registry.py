"""All readers together: no item twice, every id known, nothing raised."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.case.items.dictionary import ITEMS
from cds_service.logic.domain import Domain, intersection
from fhir_mappings.reader import Reader
from fhir_mappings.readers import READERS
from fhir_mappings.resources import LISTS
from fhir_mappings.terminology import load_terminology
from tests.fhir_mappings.readers.record import (
    Body,
    amount,
    answer,
    concept,
    condition,
    morphology,
    observation,
    procedure,
    read,
)

every_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: "-".join(reader.items) or "none")
RANGES = {item.name: item.range for item in ITEMS}
VALUES: tuple[Body, ...] = (
    amount(12, "%", comparator="<"),
    answer("value|positive", "sct|1222837003"),
    {"valueString": "3-5 %"},
    {"valueBoolean": True},
    {"valueRange": {"low": {"value": 1, "unit": "%"}, "high": {"value": 2, "unit": "%"}}},
)
CODES = sorted(
    {key for name, one in load_terminology().value_sets.items() if "observations" in name for key in one.codings}
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("2026-11-01"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def test_two_readers_never_claim_the_same_item() -> None:
    counts = Counter(name for reader in READERS for name in reader.items)
    assert [name for name, count in counts.items() if count > 1] == []


@every_reader
def test_items_lists_and_codes_exist(reader: Reader) -> None:
    terminology = load_terminology()
    assert set(reader.items) <= set(RANGES)
    assert set(reader.lists) <= {*LISTS}
    assert set(reader.codes) <= terminology.value_sets.keys() | terminology.concept_maps.keys()


@every_reader
def test_a_reader_says_nothing_about_nothing(reader: Reader) -> None:
    found = read(reader)
    assert (found.specimens, found.statuses, found.treatments, found.notes) == ((), (), (), ())


@st.composite
def damaged(draw: st.DrawFn) -> Body:
    """A resource that readers look for, with any JSON at one of its paths."""
    system, code = draw(st.sampled_from(CODES))
    coded = {"coding": [{"system": system, "code": code}]}
    whole = {
        **observation("loinc|29593-1", draw(st.sampled_from(VALUES)), bodySite=concept("sct|10200004")),
        "code": coded,
        "specimen": {"reference": "Specimen/s", "display": "liver"},
        "method": concept("sct|1149430001"),
        "referenceRange": [{"high": {"value": 40, "unit": "%"}}],
        "component": [{"code": coded, **draw(st.sampled_from(VALUES))}],
    }
    staged: Body = {"stage": [{"summary": concept("sct|258228008")}], "bodySite": [concept("sct|10200004")]}
    body: Body = draw(
        st.sampled_from(
            [
                whole,
                condition("icd|C7B.02", "sct|128462008", **staged, **morphology("icdo|8240/3")),
                condition("icd|E34.01"),
                procedure("sct|84604002"),
            ]
        )
    )
    changed: Any = _replaced(body, draw)
    return {**changed, "resourceType": body["resourceType"]}


def _replaced(value: Any, draw: st.DrawFn) -> Any:
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    if not keys or (draw(st.integers(0, 3)) == 0 and not (isinstance(value, dict) and "resourceType" in value)):
        return draw(JSON)
    key = draw(st.sampled_from([key for key in keys if key != "resourceType"] or keys))
    if isinstance(value, dict):
        return {**value, key: _replaced(value[key], draw)}
    return [_replaced(item, draw) if index == key else item for index, item in enumerate(value)]


@settings(max_examples=400, deadline=None)
@given(st.lists(damaged(), min_size=1, max_size=3))
def test_no_damage_makes_a_reader_raise_or_leave_the_range(bodies: list[Body]) -> None:
    for reader in READERS:
        for name, fact in read(reader, *bodies).facts.items():
            assert name in reader.items
            assert _meets(fact.possible, RANGES[name])
            assert fact.why is None or fact.possible == RANGES[name]


def _meets(possible: Domain, whole: Domain) -> bool:
    return intersection(possible, whole) == possible
