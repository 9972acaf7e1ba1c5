"""Whatever the record says and whatever is ordered: few legal cards, and every warning on exactly one of them."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from fhir.resources.R4B.servicerequest import ServiceRequest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cds_service.cards.card import SUMMARY_LIMIT, Card
from cds_service.cards.suggestions import codes_for, id_of_order
from cds_service.cards.wire import response
from cds_service.case.order import Agent, Order, OrderKind
from cds_service.case.record import Record
from cds_service.guideline.warning import Indicator
from cds_service.logic.domain import one_of
from cds_service.logic.truth import Truth
from cds_service.respond import Advice
from tests.cards import patients
from tests.cards.orders.drafts import ENCOUNTER, advice, behind, order
from tests.cards.rendering import tags
from tests.cards.test_cards_of_any_case import CODE_SPAN, PLACEHOLDER, records
from tests.cards.walking import illegal

some_cases = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
many_cases = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

limits = st.sampled_from((2, 3))
agents = st.frozensets(st.sampled_from(Agent), max_size=3)
beads = st.sampled_from((one_of("resin"), one_of("glass"), one_of("resin", "glass")))


def orders_of(kinds: st.SearchStrategy[OrderKind]) -> st.SearchStrategy[Order]:
    """A draft of one of these kinds, with or without an id, whatever it contains."""
    references = st.none() | st.sampled_from(("MedicationRequest/a", "ServiceRequest/b", "ServiceRequest/c"))
    return st.builds(Order, kind=kinds, reference=references, agents=agents, microspheres=beads)


any_orders = st.lists(orders_of(st.sampled_from(OrderKind)), min_size=1, max_size=3)


def check(found: Advice, limit: int) -> None:
    """What holds of every answer to an order."""
    body = response(found.cards, patients.GUIDELINE)
    assert list(illegal(body)) == []
    assert len(found.cards) <= limit
    assert sum(card.indicator == "critical" for card in found.cards) <= 1
    for card in found.cards:
        _check_words(card)
        assert card.override_reasons or card.indicator == "info" or "could not be evaluated" in card.summary
    _check_warnings(found)
    _check_buttons(body)


def _check_words(card: Card) -> None:
    assert 0 < len(card.summary) <= SUMMARY_LIMIT
    assert not PLACEHOLDER.search(card.summary + CODE_SPAN.sub("", card.detail))
    assert len(card.detail.split("\n\n")) > 1
    assert not {"- .", "()", ": ."} & {word for word in ("- .", "()", ": .") if word in card.detail}
    assert set(tags(card.detail)) <= {"p", "ul", "li", "strong", "em", "code"}


def _check_warnings(found: Advice) -> None:
    shown = [identifier for card in found.cards for identifier in behind(card)]
    counted = Counter(identifier for identifier in shown if identifier.startswith("W"))
    assert counted == Counter({one.warning.id for one in found.assessment.raised})
    certain = {one.warning.id for one in found.assessment.raised if one.certain and one.indicator is Indicator.CRITICAL}
    for card in found.cards:
        assert card.indicator != "critical" or certain & behind(card)
        assert card.indicator == "critical" or not certain & behind(card)


def _check_buttons(body: dict[str, Any]) -> None:
    buttons = [button for card in body["cards"] for button in card.get("suggestions", ())]
    assert len({button["uuid"] for button in buttons}) == len(buttons)
    for action in (action for button in buttons for action in button["actions"]):
        if action["type"] == "create":
            assert ServiceRequest(**action["resource"]).status == "draft"
            assert action["resource"]["subject"] == {"reference": "Patient/p1"}
            assert action["resource"]["encounter"] == {"reference": f"Encounter/{ENCOUNTER}"}


@pytest.mark.parametrize("kind", OrderKind)
@some_cases
@given(st.data())
def test_any_order_of_one_kind_gets_few_legal_cards(kind: OrderKind, data: st.DataObject) -> None:
    limit = data.draw(limits)
    check(advice(data.draw(records(in_scope=True)), order(kind), using=patients.knowledge(), limit=limit), limit)


@many_cases
@given(records(in_scope=True), any_orders, limits)
def test_any_orders_together_get_few_legal_cards(record: Record, orders: list[Order], limit: int) -> None:
    check(advice(record, *orders, using=patients.knowledge(), limit=limit), limit)


@many_cases
@given(records(in_scope=False), any_orders)
def test_orders_for_anybody_get_cards_in_scope_only(record: Record, orders: list[Order]) -> None:
    found = advice(record, *orders, using=patients.knowledge())
    check(found, 3)
    if found.assessment.scope is Truth.FALSE:
        assert found.cards == ()
    if found.assessment.scope is Truth.UNKNOWN:
        assert patients.topics(found.cards) in ([], ["M00"])


@some_cases
@given(records(in_scope=True), any_orders)
def test_the_same_orders_get_the_same_bytes(record: Record, orders: list[Order]) -> None:
    once, again = (
        json.dumps(response(advice(record, *orders, using=patients.knowledge()).cards, patients.GUIDELINE))
        for _ in range(2)
    )
    assert once == again


@some_cases
@given(records(in_scope=True), any_orders)
def test_only_a_draft_of_the_call_is_ever_cancelled(record: Record, orders: list[Order]) -> None:
    body = response(advice(record, *orders, using=patients.knowledge()).cards, patients.GUIDELINE)
    cancelled = {
        action["resourceId"]
        for card in body["cards"]
        for button in card.get("suggestions", ())
        for action in button["actions"]
        if action["type"] == "delete"
    }
    assert cancelled <= {draft.reference for draft in orders}


@many_cases
@given(records(in_scope=True), any_orders)
def test_what_is_asked_stands_on_some_card(record: Record, orders: list[Order]) -> None:
    found = advice(record, *orders, using=patients.knowledge())
    said = "\n".join(card.detail for card in found.cards)
    offered = {button.uuid for card in found.cards for button in card.suggestions}
    for ask in found.assessment.asked:
        buttons = {id_of_order(patients.frame(), code) for code in codes_for(ask)}
        assert ask.question.text in said or ask.question.obtain in said or buttons & offered
