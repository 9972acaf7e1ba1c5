"""Which drafts the selections of order-select mean."""

from __future__ import annotations

import pytest

from fhir_mappings.orders.drafts import drafted
from fhir_mappings.orders.naming import places_of
from fhir_mappings.terminology import load_terminology
from tests.fhir_mappings.orders.sending import HEPATECTOMY, LISINOPRIL, SERVER

ENTRIES = [
    {"resource": {**HEPATECTOMY, "id": "a"}},
    {"resource": {**LISINOPRIL, "id": "a"}},
    {"resource": {"resourceType": "NutritionOrder", "id": "n"}},
    {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "ServiceRequest"}},
    {"fullUrl": f"{SERVER}/ServiceRequest/far", "resource": {"resourceType": "ServiceRequest"}},
    {"resource": {**HEPATECTOMY, "id": "not_legal"}},
    {"resource": {"resourceType": "DietOrder", "id": "d"}},
]
NAMES = drafted({"resourceType": "Bundle", "entry": ENTRIES}, "p1", SERVER, load_terminology()).names


@pytest.mark.parametrize(
    ("selection", "places"),
    [
        ("ServiceRequest/a", {0}),
        (" ServiceRequest/a ", {0}),
        ("MedicationRequest/a", {1}),
        (f"{SERVER}/ServiceRequest/a", {0}),
        ("ServiceRequest/a/_history/2", {0}),
        ("a", {0, 1}),
        ("NutritionOrder/n", {2}),
        ("urn:uuid:1", {3}),
        (f"{SERVER}/ServiceRequest/far", {4}),
        ("ServiceRequest/far", {4}),
        ("ServiceRequest/not_legal", {5}),
        ("DietOrder/d", {6}),
    ],
)
def test_a_selection_names_a_draft_of_any_type_in_any_of_these_ways(selection: str, places: set[int]) -> None:
    assert places_of(NAMES, [selection]) == frozenset(places)


def test_several_selections_name_their_drafts_together_and_twice_is_once() -> None:
    assert places_of(NAMES, ["ServiceRequest/a", "NutritionOrder/n", "a"]) == frozenset({0, 1, 2})


def test_no_selection_names_no_draft() -> None:
    assert places_of(NAMES, []) == frozenset()


@pytest.mark.parametrize(
    "selection", ["ServiceRequest/b", "ServiceRequest", "", "/", "A", None, 7, {}, [], True, "x" * 9999]
)
def test_a_selection_that_names_nothing_is_told(selection: object) -> None:
    assert places_of(NAMES, ["ServiceRequest/a", selection]) is None
