"""Answers compared with earlier ones, identifiers and times aside."""

from __future__ import annotations

import json
import re
from typing import Any

from cds_service.harness.checks.shape import Breaches, Check
from cds_service.harness.exchange import Exchange

VARYING = re.compile(
    r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\d{4}-\d{2}-\d{2}T[0-9:.]+(Z|[+-]\d{2}:\d{2})?"
)
"""Identifiers and times, in which answers that are the same may differ."""

_FILLED = "ehr: filled"


def _same_as(name: str) -> Check:
    """The cards must equal those of the earlier exchange."""

    def check(exchange: Exchange) -> Breaches:
        before, now = cards_text(exchange.against.get(name)), cards_text(exchange)
        if before is None or now is None or not is_steady(exchange):
            return None
        return [] if before == now else [f"the cards differ from those of: {name}"]

    return check


def _same_again(exchange: Exchange) -> Breaches:
    before, now = cards_text(exchange.against.get("valid call")), cards_text(exchange)
    if before is None or now is None:
        return None
    return [] if before == now else ["the cards differ from those of the first call"]


def _absent_is_not_null(exchange: Exchange) -> Breaches:
    """Where `nothing exists` changes the answer, `not retrieved` must not give the answer of `nothing exists`."""
    before = exchange.against.get(_FILLED, exchange.against.get("valid call"))
    whole, nothing = cards_text(before), cards_text(exchange.against.get("all keys null"))
    if whole is None or nothing is None or whole == nothing:
        return None
    return ["the same cards as if nothing existed"] if cards_text(exchange) == nothing else []


def _not_used_for_another(exchange: Exchange) -> Breaches:
    whole, nothing = (cards_text(exchange.against.get(name)) for name in ("valid call", "all keys null"))
    if whole is None or nothing is None or whole == nothing or not exchange.status:
        return None  # advice that does not depend on data shows nothing about their use
    return ["data of one patient gave the same cards for another"] if cards_text(exchange) == whole else []


def is_steady(exchange: Exchange) -> bool:
    """Whether the same call gave the same cards twice; otherwise no difference between cards means anything."""
    again = exchange.against.get("again")
    return cards_text(again) == cards_text(again.against.get("valid call") if again else None)


def cards_text(exchange: Exchange | None) -> str | None:
    """The cards of a successful answer as comparable text."""
    if exchange is None or exchange.status != 200 or not isinstance(exchange.value, dict):
        return None
    text = json.dumps(exchange.value.get("cards"), sort_keys=True, ensure_ascii=False)
    return VARYING.sub("·", text.replace(f"Patient/{_patient(exchange)}", "·"))


def _patient(exchange: Exchange) -> Any:
    context = exchange.sent.content.get("context") if isinstance(exchange.sent.content, dict) else None
    return context.get("patientId") if isinstance(context, dict) else None


CHECKS: dict[str, Check] = {
    "same-again": _same_again,
    "same-as-valid-call": _same_as("valid call"),
    "same-as-alone": _same_as("valid call"),
    "same-as-null": _same_as("searches null"),
    "absent-is-not-null": _absent_is_not_null,
    "not-used-for-another": _not_used_for_another,
}
