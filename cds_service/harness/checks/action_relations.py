"""Actions in relation to one another and to the resources of the call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cds_service.harness.checks.actions import reference, sent_resources
from cds_service.harness.checks.shape import Breaches, Check, Part, card_actions, suggestions, system_actions
from cds_service.harness.exchange import Exchange

_BY_UUID = "urn:uuid:"


def _led_to_created(exchange: Exchange) -> Breaches:
    """References by UUID can only mean a resource that the same suggestion creates, by its temporary id."""
    found = [(part, names) for part in suggestions(exchange) if (names := set(_by_uuid(part.value.get("actions"))))]
    if not found:
        return None
    return [
        f"{part.at}: a urn:uuid reference leads to nothing that the suggestion creates"
        for part, names in found
        if names - set(_created(part.value["actions"]))
    ]


def _version_kept(exchange: Exchange) -> Breaches:
    sent = {reference(one): _version(one) for one in sent_resources(exchange.sent.content)}
    updates = [part for part in card_actions(exchange) if part.value.get("type") == "update"]
    pairs = [(part, part.value.get("resource")) for part in updates]
    known = [(part, one) for part, one in pairs if isinstance(one, dict) and sent.get(reference(one))]
    if not known:
        return None
    return [
        f"{part.at}: meta.versionId is not the one that was sent"
        for part, one in known
        if _version(one) != sent[reference(one)]
    ]


def _offered_once(exchange: Exchange) -> Breaches:
    automatic = list(system_actions(exchange))
    if not automatic:
        return None
    offered = [_deed(part) for part in card_actions(exchange)]
    return [f"{part.at} repeats what a card offers" for part in automatic if _deed(part) in offered]


def _deed(action: Part) -> tuple[Any, Any, Any]:
    """What an action does, whatever it says of itself and whatever temporary id it gives."""
    resource = action.value.get("resource")
    kept = {name: value for name, value in resource.items() if name != "id"} if isinstance(resource, dict) else resource
    return action.value.get("type"), kept, action.value.get("resourceId")


def _version(resource: Mapping[str, Any]) -> Any:
    meta = resource.get("meta")
    return meta.get("versionId") if isinstance(meta, dict) else None


def _by_uuid(value: Any) -> Iterator[str]:
    """The UUIDs in references, wherever they stand."""
    if isinstance(value, list):
        for one in value:
            yield from _by_uuid(one)
    elif isinstance(value, dict):
        text = value.get("reference")
        if isinstance(text, str) and text.startswith(_BY_UUID):
            yield text.removeprefix(_BY_UUID)
        yield from _by_uuid(list(value.values()))


def _created(actions: Any) -> Iterator[Any]:
    for action in actions if isinstance(actions, list) else ():
        resource = action.get("resource") if isinstance(action, dict) else None
        if isinstance(resource, dict) and isinstance(resource.get("id"), str):
            yield resource["id"].removeprefix(_BY_UUID)


CHECKS: dict[str, Check] = {
    "action-references": _led_to_created,
    "action-version": _version_kept,
    "system-action-once": _offered_once,
}
