"""The answer and its cards: members, lengths, closed sets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from cds_service.harness.checks.shape import (
    Breaches,
    Check,
    Part,
    answers,
    cards,
    having,
    mistyped,
    of_each,
    optional,
    required,
    shown,
)
from cds_service.harness.exchange import Exchange

_SUMMARY_LIMIT = 140
_INDICATORS = ("info", "warning", "critical")
_MARKUP = re.compile(r"[\r\n]|\*\*|__|\]\(|<[a-zA-Z/]|`|^#")


def _cards(exchange: Exchange) -> Breaches:
    if exchange.status != 200 or (exchange.value is None and not _says_null(exchange)):
        return None
    if not isinstance(exchange.value, dict) or not isinstance(exchange.value.get("cards"), list):
        return ["the body is not an object with the array cards"]
    listed = exchange.value["cards"]
    return [f"/cards/{index} is not an object" for index, one in enumerate(listed) if not isinstance(one, dict)]


def _system_actions(part: Part) -> str | None:
    if "systemaction" in {name.lower() for name in part.value} or "systemactions" in part.value:
        return "the member is spelt systemActions"
    if any("systemActions" in place for place in _elsewhere(part.value)):
        return "systemActions belongs at the top level"
    return mistyped(part, "systemActions", list)


def _elsewhere(answer: Mapping[str, Any]) -> list[Any]:
    listed = answer.get("cards")
    places = [*(listed if isinstance(listed, list) else []), answer.get("extension")]
    return [place for place in places if isinstance(place, dict)]


def _unique(exchange: Exchange) -> Breaches:
    found = [part.value.get("uuid") for part in cards(exchange)]
    named = [one for one in found if one]
    if not named:
        return None
    if any(not isinstance(one, str) for one in named):
        return ["uuid is not a string"]
    return ["two cards have the same uuid"] if max(Counter(named).values()) > 1 else []


def _summary(part: Part) -> str | None:
    wrong = required("summary", str)(part)
    summary = part.value.get("summary")
    if wrong or not isinstance(summary, str):
        return wrong
    return f"summary has {len(summary)} characters, not fewer than 140" if len(summary) >= _SUMMARY_LIMIT else None


def _plain_summary(part: Part) -> str | None:
    summary = part.value.get("summary")
    marked = isinstance(summary, str) and _MARKUP.search(summary)
    return "summary holds markup or a line break; it is plain text" if marked else None


def _indicator(part: Part) -> str | None:
    wrong = required("indicator", str)(part)
    return wrong or _outside(part, "indicator", _INDICATORS)


def _outside(part: Part, name: str, allowed: Collection[str]) -> str | None:
    value = part.value.get(name)
    if not isinstance(value, str) or not value or value in allowed:
        return None
    return f"{name} is {shown(value)}, not one of {', '.join(allowed)}"


def _selection_needed(part: Part) -> str | None:
    lacks = part.value.get("suggestions") and "selectionBehavior" not in part.value
    return "suggestions without selectionBehavior" if lacks else None


def _selection_of(*allowed: str) -> Check:
    def breach(part: Part) -> str | None:
        return optional("selectionBehavior", str)(part) or _outside(part, "selectionBehavior", allowed)

    return of_each(having(cards, "selectionBehavior"), breach)


def _useless_selection(part: Part) -> str | None:
    return None if part.value.get("suggestions") else "selectionBehavior without suggestions"


def _array(name: str, misspelt: str) -> Check:
    def breach(part: Part) -> str | None:
        return f"{misspelt}: the member is spelt {name}" if misspelt in part.value else mistyped(part, name, list)

    return of_each(having(cards, name, misspelt), breach)


def _says_null(exchange: Exchange) -> bool:
    return exchange.received is not None and exchange.received.body.strip() == b"null"


CHECKS: dict[str, Check] = {
    "answer-cards": _cards,
    "answer-system-actions": of_each(answers, _system_actions),
    "card-uuid": _unique,
    "card-summary": of_each(cards, _summary),
    "card-summary-plain": of_each(cards, _plain_summary),
    "card-indicator": of_each(cards, _indicator),
    "card-source": of_each(cards, required("source", dict)),
    "card-suggestions": _array("suggestions", "suggestion"),
    "card-links": _array("links", "link"),
    "card-override-reasons": _array("overrideReasons", "overrideReason"),
    "card-selection-needed": of_each(having(cards, "suggestions"), _selection_needed),
    "card-selection-1.0": _selection_of("at-most-one"),
    "card-selection": _selection_of("at-most-one", "any"),
    "card-selection-useless": of_each(having(cards, "selectionBehavior"), _useless_selection),
}
