"""Cards of an answer → what is kept of them: nothing of the patient, the user or the call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from cds_service.cards.card import Action, Card, Create, Delete, Suggestion
from fhir_mappings.terminology import NET_ORDER


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSuggestion:
    """A button: what it does (create, update, delete), and which order of our list it makes (empty: none)."""

    id: str
    does: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCard:
    """One card.

    answer  drawn by lot; the cards of one answer share it
    items   id → status of each recommendation, indicator of each warning behind it
    """

    service: str
    card: str
    answer: str
    topic: str
    indicator: str
    guideline_version: str
    guideline_hash: str
    sent: datetime
    items: Mapping[str, str]
    suggestions: tuple[SentSuggestion, ...]


def sent_cards(service: str, cards: Iterable[Card], guideline: Mapping[str, Any], sent: datetime) -> list[SentCard]:
    """The cards of one answer of a service; `sent` is in UTC, without zone."""
    answer = str(uuid4())
    return [
        SentCard(
            service=service,
            card=card.uuid,
            answer=answer,
            topic=card.source.topic.code,
            indicator=card.indicator,
            guideline_version=guideline["version"],
            guideline_hash=guideline["hash"],
            sent=sent,
            items=_items(card),
            suggestions=tuple(map(_suggestion, card.suggestions)),
        )
        for card in cards
    ]


def _items(card: Card) -> Mapping[str, str]:
    return {item["id"]: item.get("status") or item["indicator"] for item in card.extension.get("items", ())}


def _suggestion(suggestion: Suggestion) -> SentSuggestion:
    codes = [code for action in suggestion.actions for code in _codes(action)]
    return SentSuggestion(id=suggestion.uuid, does=_does(suggestion.actions), code=codes[0] if codes else "")


def _does(actions: Iterable[Action]) -> str:
    """The kind of the first action; ours have one."""
    action = next(iter(actions), None)
    if isinstance(action, Delete):
        return "delete"
    return "create" if isinstance(action, Create) else "update"


def _codes(action: Action) -> list[str]:
    """Of a draft nothing is kept but the code that we put into it."""
    if isinstance(action, Delete):
        return []
    codings = action.resource.get("code", {}).get("coding", ())
    return [coding["code"] for coding in codings if coding.get("system") == NET_ORDER]
