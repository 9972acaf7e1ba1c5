"""The JSON of the cards is what CDS Hooks asks for."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from fhir.resources.R4B.servicerequest import ServiceRequest

from cds_service.cards.card import Create, Delete, Suggestion, Update
from cds_service.cards.suggestions import to_order
from cds_service.cards.wire import card_json, response
from cds_service.guideline.questions import QUESTIONS
from tests.cards import patients
from tests.cards.test_card_invariants import CARD
from tests.cards.walking import empties, illegal

PATIENTS = {
    "resectable": patients.RESECTABLE,
    "alternatives": patients.ALTERNATIVES,
    "emergency": patients.EMERGENCY,
    "carcinoma": patients.CARCINOMA,
    "contradiction": patients.CONTRADICTION,
    "diagnosis open": patients.DIAGNOSIS_OPEN,
    "little known": patients.IN_SCOPE,
    "scope open": {"nenConfirmed": True},
    "no tumour": {"nenConfirmed": False},
}
ORDERS = sorted({code for question in QUESTIONS for code in question.orders} | {"mdt-referral"})


@pytest.mark.parametrize("name", PATIENTS)
def test_a_response_breaks_no_rule_of_cds_hooks(name: str) -> None:
    assert list(illegal(response(patients.cards(PATIENTS[name]), patients.GUIDELINE))) == []


@pytest.mark.parametrize("name", PATIENTS)
def test_a_response_is_plain_json(name: str) -> None:
    body = response(patients.cards(PATIENTS[name]), patients.GUIDELINE)
    assert json.loads(json.dumps(body, allow_nan=False)) == body


def test_no_cards_are_an_empty_list() -> None:
    assert response((), patients.GUIDELINE) == {"cards": [], "extension": {"org.net-cds.knowledge": patients.GUIDELINE}}


def test_members_without_a_value_are_left_out() -> None:
    body = card_json(replace(CARD, detail="", extension={}))
    assert set(body) == {"uuid", "summary", "indicator", "source"}
    assert list(empties(body)) == []


def test_selection_behaviour_accompanies_suggestions_only() -> None:
    button = to_order(patients.frame(), "ki67")
    assert card_json(replace(CARD, suggestions=(button,)))["selectionBehavior"] == "any"
    assert "selectionBehavior" not in card_json(CARD)


def _button(uuid: str, *actions: Create | Update | Delete) -> Suggestion:
    return Suggestion(label="Do it", uuid=uuid, actions=actions)


DRAFT = {"resourceType": "ServiceRequest", "id": "x"}
CHANGE, REMOVE = Update(description="c", resource=DRAFT), Delete(description="r", reference="ServiceRequest/x")
REMOVE_ANOTHER = Delete(description="r", reference="ServiceRequest/y")
ADD = Create(description="a", resource={"resourceType": "ServiceRequest"})


@pytest.mark.parametrize(
    ("buttons", "behaviour"),
    [
        ((_button("1", CHANGE), _button("2", REMOVE)), "at-most-one"),
        ((_button("1", CHANGE),), "any"),
        ((_button("1", REMOVE), _button("2", REMOVE_ANOTHER)), "any"),
        ((_button("1", CHANGE), _button("2", REMOVE), _button("3", ADD)), "any"),
        ((_button("1", ADD), _button("2", ADD)), "any"),
    ],
)
def test_buttons_that_change_the_same_draft_exclude_one_another(
    buttons: tuple[Suggestion, ...], behaviour: str
) -> None:
    assert card_json(replace(CARD, suggestions=buttons))["selectionBehavior"] == behaviour


def test_actions_stand_in_the_order_of_a_fhir_transaction_each_with_its_own_members() -> None:
    (written,) = card_json(replace(CARD, suggestions=(_button("1", CHANGE, ADD, REMOVE_ANOTHER),)))["suggestions"]
    assert written["actions"] == [
        {"type": "delete", "description": "r", "resourceId": "ServiceRequest/y"},
        {"type": "create", "description": "a", "resource": {"resourceType": "ServiceRequest"}},
        {"type": "update", "description": "c", "resource": DRAFT},
    ]


def test_the_same_call_gives_the_same_bytes() -> None:
    once, again = (json.dumps(response(patients.cards(patients.CONTRADICTION), patients.GUIDELINE)) for _ in range(2))
    assert once == again


def test_another_hook_instance_gives_other_ids_and_nothing_else() -> None:
    one = response(patients.cards(patients.RESECTABLE, patients.frame("one")), patients.GUIDELINE)
    other = response(patients.cards(patients.RESECTABLE, patients.frame("other")), patients.GUIDELINE)
    assert not set(_ids(one)) & set(_ids(other))
    assert _without_ids(one) == _without_ids(other)


def test_every_id_is_a_uuid() -> None:
    found = _ids(response(patients.cards(patients.IN_SCOPE), patients.GUIDELINE))
    assert [str(UUID(identifier)) for identifier in found] == found


def test_every_card_names_the_guideline_and_what_stands_behind_it() -> None:
    for card in response(patients.cards(patients.CONTRADICTION), patients.GUIDELINE)["cards"]:
        decision = card["extension"]["org.net-cds.decision"]
        assert decision["guideline"]["version"]
        assert all(item["id"].startswith("R") and item["status"] for item in decision["items"])


def test_override_reasons_are_the_same_list_on_every_card() -> None:
    found = [
        card["overrideReasons"]
        for card in response(patients.cards(patients.CONTRADICTION), patients.GUIDELINE)["cards"]
    ]
    assert found
    assert all(reasons == found[0] for reasons in found)


@pytest.mark.parametrize("code", ORDERS)
@pytest.mark.parametrize("encounter", [None, "e1"])
def test_a_proposed_order_is_a_valid_draft_for_the_patient_and_the_encounter(code: str, encounter: str | None) -> None:
    (action,) = to_order(patients.frame(encounter=encounter), code).actions
    assert isinstance(action, Create)
    resource: dict[str, Any] = dict(action.resource)
    assert resource["resourceType"] == "ServiceRequest"
    assert resource["status"] == "draft"
    assert resource["subject"] == {"reference": "Patient/p1"}
    assert resource.get("encounter") == ({"reference": "Encounter/e1"} if encounter else None)
    assert not {"id", "authoredOn", "requester"} & set(resource)
    assert json.loads(ServiceRequest(**resource).model_dump_json()) == resource


@pytest.mark.parametrize("code", ORDERS)
def test_a_proposed_order_holds_nothing_empty(code: str) -> None:
    (action,) = to_order(patients.frame(), code).actions
    assert isinstance(action, Create)
    assert list(empties({name: value for name, value in action.resource.items() if name != "resourceType"})) == []


def _ids(body: dict[str, Any]) -> list[str]:
    buttons = [button["uuid"] for card in body["cards"] for button in card.get("suggestions", ())]
    return [*(card["uuid"] for card in body["cards"]), *buttons]


def _without_ids(body: Any) -> Any:
    if isinstance(body, dict):
        return {name: _without_ids(value) for name, value in body.items() if name != "uuid"}
    return [_without_ids(value) for value in body] if isinstance(body, list) else body
