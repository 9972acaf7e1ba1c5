"""What an order card offers at a click: legal FHIR for this patient and encounter, and never a treatment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fhir.resources.R4B.servicerequest import ServiceRequest

from cds_service.cards.wire import card_json
from cds_service.case.items.disease import EXTRA_ABD
from cds_service.case.items.predicates import is_true
from cds_service.case.order import Order, OrderKind
from cds_service.guideline.warning import Indicator
from tests.cards.orders.drafts import ENCOUNTER, READY_FOR_PRRT, cards, order, warning, with_warnings

PRRT = order(OrderKind.PRRT)
KIDNEY = {**READY_FOR_PRRT, "crcl": 28}
TARE = order(OrderKind.TARE)
REFERENCE = TARE.reference or ""
READY_FOR_TARE = {**READY_FOR_PRRT, "extraAbd": True}
ALTERNATIVE = with_warnings(
    replace(warning("W04a", (OrderKind.TARE,), is_true(EXTRA_ABD)), replacements=("tae",)),
)
SENT = {
    "resourceType": "ServiceRequest",
    "id": REFERENCE.partition("/")[2],
    "meta": {"versionId": "3"},
    "status": "draft",
    "intent": "order",
    "subject": {"reference": "Patient/p1"},
    "encounter": {"reference": f"Encounter/{ENCOUNTER}"},
    "code": {"text": "Radioembolisation"},
}


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


def test_a_warning_with_alternatives_offers_to_change_the_draft_and_keeps_the_rest_of_it() -> None:
    (card,) = cards(READY_FOR_TARE, TARE, using=ALTERNATIVE, sent={REFERENCE: SENT})
    (button,) = card_json(card)["suggestions"]
    (action,) = button["actions"]
    assert button["label"] == "Change to: Transarterial bland embolisation of the liver"
    assert action["type"] == "update"
    assert action["resource"] == {**SENT, "code": action["resource"]["code"]}
    assert action["resource"]["code"]["text"] == "Transarterial bland embolisation of the liver"
    assert ServiceRequest(**action["resource"]).status == "draft"


@pytest.mark.parametrize("sent", [{}, {REFERENCE: {**SENT, "resourceType": "MedicationRequest"}}])
def test_a_draft_that_cannot_be_changed_is_left_as_it_is(sent: dict[str, Any]) -> None:
    (card,) = cards(READY_FOR_TARE, TARE, using=ALTERNATIVE, sent=sent)
    assert card.suggestions == ()


@pytest.mark.parametrize(
    ("spoken_against", "is_offered"), [((OrderKind.TARE, OrderKind.TAE), False), ((OrderKind.TARE,), True)]
)
def test_a_draft_is_not_changed_into_what_the_same_contraindication_speaks_against(
    spoken_against: tuple[OrderKind, ...], is_offered: bool
) -> None:
    portal_vein = warning("W16a", spoken_against, is_true(EXTRA_ABD), indicator=Indicator.CRITICAL)
    using = with_warnings(*ALTERNATIVE.warnings, portal_vein)
    found = cards(READY_FOR_TARE, TARE, using=using, sent={REFERENCE: SENT})
    labels = [button.label for card in found for button in card.suggestions]
    assert any(label.startswith("Cancel") for label in labels)
    assert any(label.startswith("Change") for label in labels) == is_offered


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
