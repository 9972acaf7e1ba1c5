"""What an order card offers at a click: legal FHIR for this patient and encounter, and never a treatment."""

from __future__ import annotations

from typing import Any

import pytest
from fhir.resources.R4B.servicerequest import ServiceRequest

from cds_service.cards.wire import card_json
from cds_service.case.order import Order, OrderKind
from tests.cards.orders.drafts import ENCOUNTER, READY_FOR_PRRT, cards, order

PRRT = order(OrderKind.PRRT)
KIDNEY = {**READY_FOR_PRRT, "crcl": 28}


def test_a_certain_contraindication_offers_to_cancel_the_very_draft() -> None:
    (card,) = cards(KIDNEY, PRRT)
    (button,) = card_json(card)["suggestions"]
    assert button["label"] == "Cancel: 177Lu-DOTATATE"
    assert button["actions"] == [
        {
            "type": "delete",
            "description": "Remove the draft order: 177Lu-DOTATATE",
            "resourceId": "MedicationRequest/prrt-1",
        }
    ]


def test_two_drafts_of_one_kind_are_cancelled_by_two_buttons() -> None:
    (card,) = cards(KIDNEY, PRRT, order(OrderKind.PRRT, identifier="2"))
    references = [action["resourceId"] for button in card_json(card)["suggestions"] for action in button["actions"]]
    assert references == ["MedicationRequest/prrt-1", "MedicationRequest/prrt-2"]


def test_a_draft_without_an_id_cannot_be_cancelled() -> None:
    (card,) = cards(KIDNEY, Order(kind=OrderKind.PRRT))
    assert card.indicator == "critical"
    assert card.suggestions == ()


def test_a_warning_does_not_offer_to_cancel() -> None:
    (card,) = cards({**READY_FOR_PRRT, "hb": 7}, PRRT)
    assert card.suggestions == ()


def test_what_is_offered_is_a_draft_for_the_patient_in_the_encounter() -> None:
    facts = {name: said for name, said in READY_FOR_PRRT.items() if name not in ("pregnant", "hb", "crcl")}
    created: list[dict[str, Any]] = [
        action["resource"]
        for card in cards(facts, PRRT)
        for button in card_json(card)["suggestions"]
        for action in button["actions"]
    ]
    assert len(created) == 4
    for resource in created:
        assert ServiceRequest(**resource).status == "draft"
        assert resource["subject"] == {"reference": "Patient/p1"}
        assert resource["encounter"] == {"reference": f"Encounter/{ENCOUNTER}"}


@pytest.mark.parametrize("facts", [KIDNEY, {**READY_FOR_PRRT, "hb": 7}])
def test_any_number_of_buttons_may_be_used_and_none_is_preferred(facts: dict[str, Any]) -> None:
    del facts["pregnant"]
    for card in map(card_json, cards(facts, PRRT)):
        assert card["selectionBehavior"] == "any"
        assert not any("isRecommended" in button for button in card["suggestions"])
