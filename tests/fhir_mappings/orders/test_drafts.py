"""`draftOrders` as EHRs send them, valid or not: what is read, what is left out, and that nothing breaks."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fhir_mappings.orders.drafts import drafted
from fhir_mappings.orders.naming import places_of
from fhir_mappings.terminology import load_terminology
from tests.fhir_mappings.orders.sending import (
    ATC,
    HEPATECTOMY,
    LISINOPRIL,
    SCT,
    SERVER,
    Body,
    bundle,
    kinds,
    medicine,
    procedure,
    read,
)

LUTETIUM = {"coding": [{"system": ATC, "code": "V10XX04"}]}


def of_bundle(value: object) -> list[str]:
    """The kinds of the orders in what was sent as `draftOrders`."""
    return [draft.order.kind.value for draft in drafted(value, "p1", SERVER, load_terminology()).drafts]


@pytest.mark.parametrize(
    "value",
    [
        bundle(HEPATECTOMY),
        {**bundle(HEPATECTOMY), "type": "collection", "total": 7},
        {"resourceType": "Bundle", "entry": {"resource": HEPATECTOMY}},
        {"resourceType": "Bundle", "entry": [None, {}, {"resource": None}, 7, {"resource": HEPATECTOMY}]},
        bundle(bundle(HEPATECTOMY)),
        {"resourceType": "Bundle", "entry": [{"fullUrl": "urn:uuid:1", "resource": HEPATECTOMY, "search": None}]},
    ],
    ids=["without type", "collection", "entry as object", "holes", "nested", "with fullUrl"],
)
def test_a_bundle_is_read_in_whatever_shape_it_comes(value: object) -> None:
    assert of_bundle(value) == ["liver-surgery"]


@pytest.mark.parametrize(
    "value", [None, [], "x", {}, {"resourceType": "Bundle"}, {"resourceType": "Bundle", "entry": {}}]
)
def test_an_empty_draft_is_no_order(value: object) -> None:
    assert of_bundle(value) == []


@pytest.mark.parametrize("element", ["id", "intent", "status", "subject", "meta", "category", "priority", "text"])
def test_an_element_that_is_missing_or_of_the_wrong_type_hides_no_order(element: str) -> None:
    wrongs: tuple[object, ...] = (None, {}, [], 7, True, "x", [{}], {"coding": {}})
    for wrong in wrongs:
        assert kinds({**HEPATECTOMY, element: wrong}) == ["liver-surgery"]


def test_category_as_an_object_is_the_sandboxes_way_and_hides_nothing() -> None:
    assert kinds(medicine((ATC, "H01CB03"), category={"coding": [{"code": "community"}]})) == ["long-acting-ssa"]


@pytest.mark.parametrize(
    "status", ["entered-in-error", "cancelled", "revoked", "completed", "stopped", "Cancelled", "aborted", "rejected"]
)
def test_what_is_withdrawn_is_no_order_and_noted(status: str) -> None:
    found = read({**HEPATECTOMY, "status": status})
    assert found.drafts == ()
    assert [note.reference for note in found.notes] == ["ServiceRequest/d1"]


@pytest.mark.parametrize("said", [True, "true"])
def test_what_must_not_be_done_is_no_order(said: object) -> None:
    assert kinds({**HEPATECTOMY, "doNotPerform": said}) == []


@pytest.mark.parametrize("status", ["draft", "active", "on-hold", "unknown", "suspended", "something else"])
def test_any_other_status_is_checked_also_of_a_revised_order(status: str) -> None:
    assert kinds({**HEPATECTOMY, "status": status, "doNotPerform": False}) == ["liver-surgery"]


@pytest.mark.parametrize("more", [{"modifierExtension": [{"url": "urn:x"}]}, {"implicitRules": "urn:x"}])
def test_what_may_mean_its_opposite_is_left_out_and_noted(more: Body) -> None:
    found = read({**HEPATECTOMY, **more})
    assert found.drafts == ()
    assert "modifierExtension" in found.notes[0].text
    assert of_bundle({**bundle(HEPATECTOMY), **({"implicitRules": "urn:x"} if "implicitRules" in more else more)}) == []


@pytest.mark.parametrize(
    "subject",
    [
        "Patient/p1",
        f"{SERVER}/Patient/p1",
        "Patient/p1/_history/3",
        "urn:uuid:p1",
        "https://another-spelling.example.org/Patient/p1",
        "#p",
        "nonsense",
        None,
    ],
)
def test_a_draft_is_the_patients_unless_it_names_another(subject: str | None) -> None:
    more = {"subject": {"reference": subject}} if subject else {}
    assert kinds({**HEPATECTOMY, **more}) == ["liver-surgery"]


@pytest.mark.parametrize("element", ["subject", "patient"])
@pytest.mark.parametrize("reference", ["Patient/p2", f"{SERVER}/Patient/p2", "Group/p1", "urn:uuid:other"])
def test_another_patients_draft_is_left_out_and_noted_without_naming_it(element: str, reference: str) -> None:
    entries = [
        {"fullUrl": "urn:uuid:other", "resource": {"resourceType": "Patient", "id": "p2"}},
        {"resource": {**HEPATECTOMY, element: {"reference": reference}}},
    ]
    found = drafted({"resourceType": "Bundle", "entry": entries}, "p1", SERVER, load_terminology())
    assert found.drafts == ()
    assert [note.reference for note in found.notes] == [None]
    assert "another patient" in found.notes[0].text


def test_the_patient_id_may_come_with_its_type() -> None:
    sent = bundle({**HEPATECTOMY, "subject": {"reference": "Patient/p1"}})
    assert drafted(sent, "Patient/p1", None, load_terminology()).drafts


@pytest.mark.parametrize("reference", ["#m", "Medication/m", f"{SERVER}/Medication/m", "urn:uuid:m"])
def test_a_medication_contained_or_in_the_same_bundle_is_found(reference: str) -> None:
    medication = {"resourceType": "Medication", "id": "m", "code": LUTETIUM}
    order = {"resourceType": "MedicationRequest", "medicationReference": {"reference": reference}}
    draft = {**order, "contained": [medication]} if reference == "#m" else order
    entries = [{"resource": draft}, {"fullUrl": "urn:uuid:m", "resource": medication}]
    assert of_bundle({"resourceType": "Bundle", "entry": entries}) == ["prrt"]


def test_the_ingredients_of_a_medication_are_read() -> None:
    parts = [{"itemCodeableConcept": {"coding": [{"system": ATC, "code": code}]}} for code in ("L01BC06", "L01AX03")]
    medication = {"resourceType": "Medication", "id": "m", "ingredient": parts}
    draft = {
        "resourceType": "MedicationRequest",
        "contained": [medication],
        "medicationReference": {"reference": "#m"},
    }
    (found,) = read(draft).drafts
    assert {agent.value for agent in found.order.agents} == {"capecitabine", "temozolomide"}


def test_a_medication_that_was_not_sent_is_noted() -> None:
    draft = {"resourceType": "MedicationRequest", "id": "d1", "medicationReference": {"reference": "Medication/m"}}
    found = read(draft)
    assert found.drafts == ()
    assert [note.element for note in found.notes] == ["medicationReference"]


def test_orders_of_earlier_versions_are_read_where_that_costs_nothing() -> None:
    ordered = {**HEPATECTOMY, "resourceType": "ProcedureRequest", "subject": {"reference": "Patient/p1"}}
    medication = {
        **medicine((ATC, "L01EG02")),
        "resourceType": "MedicationOrder",
        "patient": {"reference": "Patient/p1"},
    }
    found = read(ordered, medication).drafts
    assert [draft.reference for draft in found] == ["ProcedureRequest/d1", "MedicationOrder/d1"]


def test_a_device_can_be_ordered() -> None:
    code = procedure((SCT, "764677008"), said="TheraSphere")["code"]
    assert kinds({"resourceType": "DeviceRequest", "codeCodeableConcept": code}) == ["tare"]


@pytest.mark.parametrize("kind", ["Procedure", "Appointment", "CommunicationRequest", "Task", "Banana", None, {}, []])
def test_what_is_no_order_of_a_treatment_is_passed_over_without_a_word(kind: object) -> None:
    found = read({**HEPATECTOMY, "resourceType": kind}, LISINOPRIL)
    assert (found.drafts, found.notes) == ((), ())


@pytest.mark.parametrize(
    ("identifier", "reference"),
    [("a-1.B", "ServiceRequest/a-1.B"), ("a_1", None), ("x" * 64, f"ServiceRequest/{'x' * 64}"), ("x" * 65, None)],
)
def test_a_reference_is_given_only_where_an_action_may_name_it(identifier: str, reference: str | None) -> None:
    (found,) = read({**HEPATECTOMY, "id": identifier}).drafts
    assert (found.reference, found.order.reference) == (reference, reference)


def test_reading_keeps_what_was_sent() -> None:
    before = json.dumps(HEPATECTOMY)
    assert read(HEPATECTOMY).drafts[0].body is HEPATECTOMY
    assert json.dumps(HEPATECTOMY) == before


@pytest.mark.parametrize("damage", [{"link": [{"relation": "next", "url": "x"}]}, {"entry": ["x"]}])
def test_drafts_that_could_not_be_read_are_noted(damage: Body) -> None:
    found = drafted({**bundle(HEPATECTOMY), **damage}, "p1", None, load_terminology())
    assert [note.element for note in found.notes] == ["context.draftOrders"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)
ELEMENTS = (
    *("resourceType", "id", "code", "medicationCodeableConcept", "medicationReference", "contained", "subject"),
    *("patient", "status", "doNotPerform", "bodySite", "orderDetail", "dosageInstruction", "modifierExtension"),
)


@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from(ELEMENTS))
def test_nothing_in_a_draft_makes_reading_fail(nonsense: Any, element: str) -> None:
    for draft in (HEPATECTOMY, medicine((ATC, "H01CB02"))):
        found = read({**draft, element: nonsense}, nonsense)
        places_of(found.names, [nonsense])
    drafted({"resourceType": "Bundle", "entry": nonsense}, "p1", None, load_terminology())
    drafted(nonsense, "p1", None, load_terminology())


def test_ten_thousand_drafts_and_selections_take_no_longer_than_their_number_asks() -> None:
    def seconds(count: int) -> float:
        sent = [{**LISINOPRIL, "id": f"d{number}"} for number in range(count)]
        begin = time.perf_counter()
        names = read(*sent).names
        assert len(places_of(names, [f"MedicationRequest/d{number}" for number in range(count)]) or ()) == count
        return time.perf_counter() - begin

    seconds(100)
    assert seconds(10_000) < 40 * seconds(1_000)
