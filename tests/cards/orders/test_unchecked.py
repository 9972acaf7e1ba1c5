"""What was not checked at an order, as the record was not read, is said: it must not look like what was found safe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cds_service.case.order import OrderKind, at_order
from cds_service.guideline.warning_check import awaited
from cds_service.logic.fact import Why
from cds_service.respond import Advice
from tests.cards import patients
from tests.cards.orders.drafts import READY_FOR_PRRT, advice, cards, order, recent

LISTS = ("procedures", "medicationRequests", "allergies")
SUMMARY = "Not checked before"

every_order = pytest.mark.parametrize("kind", OrderKind, ids=lambda kind: kind.value)


def lacking(kind: OrderKind, *lists: str, limit: int = 3) -> Advice:
    """What is answered when these lists were not retrieved."""
    record = recent(READY_FOR_PRRT)
    record = replace(record, retrieved=record.retrieved - set(lists))
    return advice(record, order(kind), using=patients.knowledge(), limit=limit)


def words(found: Advice) -> str:
    """All that is read."""
    return "\n".join(f"{card.summary}\n{card.detail}" for card in found.cards)


@every_order
def test_nothing_is_left_unchecked_where_the_whole_record_was_read(kind: OrderKind) -> None:
    found = lacking(kind)
    assert found.assessment.unchecked == ()
    assert SUMMARY not in words(found)


@every_order
@pytest.mark.parametrize("lists", [*((key,) for key in LISTS), LISTS], ids="-".join)
def test_every_warning_that_hangs_on_what_was_not_read_is_raised_asked_about_or_named(
    kind: OrderKind, lists: tuple[str, ...]
) -> None:
    found = lacking(kind, *lists)
    ordered = order(kind)
    facts = at_order(found.case, ordered, (ordered,)).facts
    asked = {item for ask in found.assessment.asked for item in ask.items}
    said = {one.warning.slug for one in found.assessment.raised}
    said |= {one.warning.slug for one in found.assessment.unchecked}
    replaced = {name for one in found.assessment.raised for name in one.warning.replaces}
    for warning in patients.knowledge().warnings:
        unread = {item for item in awaited(facts, warning) if facts[item].why is Why.NOT_RETRIEVED}
        if kind in warning.orders and unread and not unread & asked and warning.id not in replaced:
            assert warning.slug in said
    assert (SUMMARY in words(found)) is bool(found.assessment.unchecked)


def test_an_analogue_without_the_list_of_medicines_names_what_interacts() -> None:
    found = lacking(OrderKind.LONG_ACTING_SSA, "medicationRequests")
    (card,) = (card for card in found.cards if card.summary.startswith(SUMMARY))
    assert card.indicator == "info"
    assert "Not retrieved: takes insulin; " in card.detail
    assert "takes ciclosporin" in card.detail
    assert "no sign of safety" in card.detail


@every_order
def test_it_is_said_within_the_limit_of_the_hook(kind: OrderKind) -> None:
    found = lacking(kind, *LISTS, limit=2)
    assert len(found.cards) <= 2
    assert (SUMMARY in words(found)) is bool(found.assessment.unchecked)


def test_a_patient_whom_the_guidance_does_not_concern_hears_nothing_of_it() -> None:
    record = replace(recent({"nenConfirmed": False}), retrieved=frozenset[str]())
    assert cards(record, order(OrderKind.LONG_ACTING_SSA), using=patients.knowledge()) == ()
