"""The answer of a service → cards that may be shown, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cds_service.harness.ehr.client.answering.card import (
    Action,
    ActionType,
    Card,
    Coding,
    Indicator,
    Link,
    Selection,
    Suggestion,
)
from cds_service.harness.ehr.client.answering.elements import Unusable, an_object, each, one_of, text, text_if_any

_SMART = "smart"
_LINK_TYPES = ("absolute", _SMART)
_WEB = ("https://", "http://")  # anything else, such as a script, is not opened (C-C14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a client can use of an answer; `problems` names the rest, card by card."""

    cards: tuple[Card, ...] = ()
    system_actions: tuple[Action, ...] = ()
    problems: tuple[str, ...] = ()


def reading_of(body: Any) -> Reading:
    """The cards of an answer; a card that breaks a rule is left out and named, unknown members are ignored (C-C01)."""
    listed = body.get("cards") if isinstance(body, Mapping) else None
    if not isinstance(listed, list):
        return Reading(problems=("the answer is no object with an array of cards",))
    cards, problems = [], []
    for index, value in enumerate(listed):
        try:
            cards.append(_card(an_object(value, "it")))
        except Unusable as error:
            problems.append(f"cards[{index}]: {error}")
    try:
        actions = each(_action, body, "systemActions")
    except Unusable as error:
        actions = ()
        problems.append(str(error))
    return Reading(cards=tuple(cards), system_actions=actions, problems=tuple(problems))


def _card(card: Mapping[str, Any]) -> Card:
    source = an_object(card.get("source"), "source")
    suggestions = each(_suggestion, card, "suggestions")
    # required with suggestions, and an error where it is unknown (C-C02)
    has_selection = bool(suggestions) or card.get("selectionBehavior") is not None
    return Card(
        summary=text(card, "summary"),
        indicator=one_of(Indicator, card, "indicator"),
        source=text(source, "label"),
        uuid=text_if_any(card, "uuid"),
        detail=text_if_any(card, "detail"),
        topic=None if source.get("topic") is None else an_object(source["topic"], "source.topic"),
        suggestions=suggestions,
        selection=one_of(Selection, card, "selectionBehavior") if has_selection else None,
        override_reasons=each(_reason, card, "overrideReasons"),
        links=each(_link, card, "links"),
    )


def _suggestion(suggestion: Mapping[str, Any]) -> Suggestion:
    return Suggestion(
        label=text(suggestion, "label"),
        uuid=text_if_any(suggestion, "uuid"),
        is_recommended=suggestion.get("isRecommended") is True,
        actions=each(_action, suggestion, "actions"),
    )


def _action(action: Mapping[str, Any]) -> Action:
    kind = one_of(ActionType, action, "type")
    description = text_if_any(action, "description") or ""
    if kind is ActionType.DELETE:
        # 1.0 and 1.1 put the id into `resource` (C-C15)
        name = "resourceId" if action.get("resourceId") is not None else "resource"
        return Action(type=kind, description=description, deletes=text(action, name))
    resource = an_object(action.get("resource"), "resource")
    text(resource, "resourceType")
    if kind is ActionType.UPDATE:
        text(resource, "id")
    return Action(type=kind, description=description, resource=resource)


def _reason(reason: Mapping[str, Any]) -> Coding:
    text(reason, "display")
    text(reason, "code")
    return reason


def _link(link: Mapping[str, Any]) -> Link:
    kind = text(link, "type")
    if kind not in _LINK_TYPES:
        raise Unusable("type is neither absolute nor smart")
    if not text(link, "url").startswith(_WEB):
        raise Unusable("url is no web address")
    return Link(
        label=text(link, "label"),
        url=text(link, "url"),
        is_smart=kind == _SMART,
        app_context=text_if_any(link, "appContext"),
        autolaunchable=link.get("autolaunchable") is True,
    )
