"""Cards → JSON as CDS Hooks wants it: no nulls, nothing empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cds_service.cards.card import Action, Card, Coding, Create, Delete, Link, Suggestion, Update

EXTENSION = "org.net-cds.decision"
KNOWLEDGE = "org.net-cds.knowledge"
_TURN: tuple[type[Action], ...] = (Delete, Create, Update)


def response(
    cards: Iterable[Card], guideline: Mapping[str, Any], extension: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The body of a successful response; its extension names the knowledge that answered, also without cards."""
    more = extension or {}
    return {"cards": [card_json(card) for card in cards], "extension": {KNOWLEDGE: dict(guideline), **more}}


def card_json(card: Card) -> dict[str, Any]:
    """One card; `selectionBehavior` accompanies suggestions, members without a value are left out."""
    body: dict[str, Any] = {
        "uuid": card.uuid,
        "summary": card.summary,
        "detail": card.detail,
        "indicator": card.indicator,
        "source": {
            "label": card.source.label,
            "url": card.source.url,
            "topic": _coding(card.source.topic),
        },
        "suggestions": [_suggestion(suggestion) for suggestion in card.suggestions],
        "selectionBehavior": _selection(card.suggestions),
        "overrideReasons": [_coding(reason) for reason in card.override_reasons],
        "links": [_link(link) for link in card.links],
        "extension": {EXTENSION: dict(card.extension)} if card.extension else {},
    }
    return _without_empty(body)


def _selection(suggestions: tuple[Suggestion, ...]) -> str:
    """Buttons that all change the same draft exclude one another; any others can be used together."""
    if not suggestions:
        return ""
    touched = {suggestion.touched for suggestion in suggestions}
    return "at-most-one" if len(suggestions) > 1 and len(touched) == 1 and touched != {()} else "any"


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    """Its actions as a FHIR transaction runs them: deletions, then creations, then updates."""
    actions = [_action(action) for action in sorted(suggestion.actions, key=lambda one: _TURN.index(type(one)))]
    return _without_empty({"label": suggestion.label, "uuid": suggestion.uuid, "actions": actions})


def _action(action: Action) -> dict[str, Any]:
    if isinstance(action, Delete):
        return {"type": "delete", "description": action.description, "resourceId": action.reference}
    kind = "create" if isinstance(action, Create) else "update"
    return {"type": kind, "description": action.description, "resource": dict(action.resource)}


def _link(link: Link) -> dict[str, Any]:
    return {"label": link.label, "url": link.url, "type": "absolute"}


def _coding(coding: Coding) -> dict[str, Any]:
    return _without_empty({"system": coding.system, "code": coding.code, "display": coding.display})


def _without_empty(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value not in (None, "", [], {})}
