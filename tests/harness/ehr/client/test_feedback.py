"""Feedback tells what was done with a card, and only what may be told (C-K01 to C-K07)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from cds_service.harness.ehr.client.acting.feedback import accepted, overridden
from cds_service.harness.ehr.client.answering.card import Card, Indicator, Suggestion
from cds_service.harness.ehr.whole import MockEhr
from tests.harness.ehr.client.listening import Listener

AT = datetime(2026, 11, 24, 1, 2, 3, 4567, tzinfo=timezone(timedelta(hours=2)))
STAMP = "2026-11-23T23:02:03.004Z"
SUGGESTION = Suggestion(label="Do", uuid="s1")
REASON = {"code": "refused", "system": "https://example.org/reasons", "display": "Refused"}


def card(uuid: str | None = "c1") -> Card:
    return Card(summary="S", indicator=Indicator.INFO, source="L", uuid=uuid, suggestions=(SUGGESTION,))


def test_an_accepted_suggestion_is_told_with_its_id_in_utc() -> None:
    assert accepted(card(), [SUGGESTION], AT) == {
        "card": "c1",
        "outcome": "accepted",
        "acceptedSuggestions": [{"id": "s1"}],
        "outcomeTimestamp": STAMP,
    }


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ({}, None),
        ({"reason": REASON}, {"reason": {"code": "refused", "system": "https://example.org/reasons"}}),
        ({"comment": "No."}, {"userComment": "No."}),
    ],
)
def test_a_dismissed_card_is_told_with_the_reason_if_there_is_one(why: Any, told: Any) -> None:
    item = overridden(card(), at=AT, **why)
    assert item is not None
    assert item.get("overrideReason") == told
    assert (item["outcome"], item["outcomeTimestamp"]) == ("overridden", STAMP)


def test_what_has_no_uuid_is_not_told() -> None:
    assert accepted(card(None), [SUGGESTION]) is None
    assert accepted(card(), [Suggestion(label="Do")]) is None
    assert overridden(card(None)) is None


def test_without_a_moment_it_is_now() -> None:
    item = overridden(card())
    assert item is not None
    age = datetime.now(UTC) - datetime.fromisoformat(item["outcomeTimestamp"])
    assert abs(age) < timedelta(minutes=1)


def test_feedback_goes_below_the_service_and_only_if_there_is_some(ehr: MockEhr, listener: Listener) -> None:
    service = ehr.service(listener.address, "patient-view")
    reply = ehr.tell(service, overridden(card(None)), overridden(card(), at=AT))
    assert reply is not None
    assert (reply.status, listener.last.path) == (200, "/cds-services/my%20patient-view/feedback")
    assert listener.last.body == {"feedback": [{"card": "c1", "outcome": "overridden", "outcomeTimestamp": STAMP}]}
    heard = len(listener.heard)
    assert ehr.tell(service, overridden(card(None))) is None
    assert len(listener.heard) == heard
