"""Suggestions of cards."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cds_service.harness.checks.shape import (
    Breaches,
    Check,
    Part,
    cards,
    having,
    mistyped,
    of_each,
    optional,
    required,
    shown,
    suggestions,
)
from cds_service.harness.exchange import Exchange

_BEHAVIOURS = ("all", "any", "at-most-one")


def _identified(part: Part) -> str | None:
    return required("uuid", str)(part)


def _one_recommended(exchange: Exchange) -> Breaches:
    found = [card for card in cards(exchange) if isinstance(card.value.get("suggestions"), list)]
    if not found:
        return None
    return [f"{card.at}: more than one recommended suggestion, but at-most-one" for card in found if _too_many(card)]


def _too_many(card: Part) -> bool:
    recommended = [
        one for one in card.value["suggestions"] if isinstance(one, dict) and one.get("isRecommended") is True
    ]
    return len(recommended) > 1 and card.value.get("selectionBehavior") == "at-most-one"


def _one_action_per_resource(part: Part) -> str | None:
    listed = part.value.get("actions")
    touched = [_touched(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    counted = Counter(one for one in touched if one)
    return "two actions on the same resource" if counted and max(counted.values()) > 1 else None


def _touched(action: dict[str, Any]) -> str | None:
    resource = action.get("resource")
    if isinstance(resource, dict) and resource.get("id"):
        return f"{resource.get('resourceType')}/{resource['id']}"
    reference = action.get("resourceId") or resource
    return reference if isinstance(reference, str) else None


def _no_action_selection(part: Part) -> str | None:
    present = "actionSelectionBehavior" in part.value
    return "actionSelectionBehavior needs a client that is known to support it" if present else None


def _action_selection(part: Part) -> str | None:
    value = part.value.get("actionSelectionBehavior")
    if value is None or value in _BEHAVIOURS:
        return None
    return f"actionSelectionBehavior is {shown(value)}, not one of {', '.join(_BEHAVIOURS)}"


CHECKS: dict[str, Check] = {
    "suggestion-label": of_each(suggestions, required("label", str)),
    "suggestion-uuid": of_each(suggestions, _identified),
    "suggestion-recommended": of_each(having(suggestions, "isRecommended"), optional("isRecommended", bool)),
    "suggestion-one-recommended": _one_recommended,
    "suggestion-actions": of_each(having(suggestions, "actions"), lambda part: mistyped(part, "actions", list)),
    "suggestion-distinct-resources": of_each(having(suggestions, "actions"), _one_action_per_resource),
    "suggestion-no-action-selection": of_each(suggestions, _no_action_selection),
    "suggestion-action-selection": of_each(having(suggestions, "actionSelectionBehavior"), _action_selection),
}
