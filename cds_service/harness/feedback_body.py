"""The feedback of a scenario → feedback about a card that the service gave."""

from __future__ import annotations

import json
from typing import Any

from cds_service.harness.exchange import Exchange

_UNKNOWN = "b3a9d5c4-6f1e-4f0a-9c8b-2d7e6a5f4c31"


def about_a_card(body: Any, answered: Exchange | None) -> Any:
    """The body with `{card}` and `{suggestion}` replaced by identifiers from the answer, or by one nobody knows."""
    card = _card(answered)
    suggestions = card.get("suggestions")
    first = suggestions[0] if isinstance(suggestions, list) and suggestions else {}
    text = json.dumps(body)
    for name, identifier in (("{card}", card.get("uuid")), ("{suggestion}", _member(first, "uuid"))):
        text = text.replace(f'"{name}"', json.dumps(identifier if isinstance(identifier, str) else _UNKNOWN))
    return json.loads(text)


def _card(answered: Exchange | None) -> dict[str, Any]:
    """A card that can be reported on, one with suggestions if there is any."""
    listed = _member(answered.value, "cards") if answered else None
    cards = [card for card in listed if isinstance(_member(card, "uuid"), str)] if isinstance(listed, list) else []
    return next((card for card in cards if card.get("suggestions")), cards[0] if cards else {})


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None
