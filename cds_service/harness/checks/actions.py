"""Actions of suggestions, and system actions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cds_service.harness.checks.shape import (
    Breaches,
    Check,
    Part,
    Parts,
    all_actions,
    card_actions,
    of_each,
    required,
    shown,
    system_actions,
)
from cds_service.harness.exchange import Exchange

_TYPES = ("create", "update", "delete")
_REFERENCE = re.compile(r"[A-Za-z]+/[A-Za-z0-9.-]{1,64}")
_ORDERS = frozenset({"DeviceRequest", "MedicationRequest", "NutritionOrder", "ServiceRequest", "VisionPrescription"})
_ORDER_HOOKS = frozenset({"order-select", "order-sign"})


def _type(part: Part) -> str | None:
    wrong = required("type", str)(part)
    value = part.value.get("type")
    if wrong or not value or value in _TYPES:
        return wrong
    return f"type is {shown(value)}, not one of {', '.join(_TYPES)}"


def _created(part: Part) -> str | None:
    resource = part.value.get("resource")
    whole = isinstance(resource, dict) and isinstance(resource.get("resourceType"), str)
    return None if whole else "create without a FHIR resource (an object with resourceType)"


def _updated(part: Part) -> str | None:
    resource = part.value.get("resource")
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        return "update without a FHIR resource (an object with resourceType)"
    return None if resource.get("id") else "update of a resource without id"


def _updated_whole(exchange: Exchange) -> Breaches:
    known = {reference(one): one for one in sent_resources(exchange.sent.content)}
    pairs = [
        (part, resource, known[reference(resource)])
        for part in _of_type("update")(exchange)
        if isinstance(resource := part.value.get("resource"), dict) and reference(resource) in known
    ]
    if not pairs:
        return None
    lost = [(part, sorted(set(before) - set(after))) for part, after, before in pairs]
    return [
        f"{part.at}: update loses {', '.join(names)} of the resource that was sent" for part, names in lost if names
    ]


def _deleted(part: Part) -> str | None:
    if "resourceId" not in part.value:
        return "delete without resourceId"
    value = part.value["resourceId"]
    fits = value is None or value == "" or (isinstance(value, str) and _REFERENCE.fullmatch(value))
    return None if fits else "resourceId is not a relative reference (Type/id)"


def _deleted_by_resource(part: Part) -> str | None:
    return "resource in delete is deprecated: use resourceId" if "resource" in part.value else None


def _deleted_in_1_x(part: Part) -> str | None:
    return None if isinstance(part.value.get("resource"), str) else "delete without the id of the resource as a string"


def _no_resource_id(part: Part) -> str | None:
    misplaced = part.value.get("type") in ("create", "update") and "resourceId" in part.value
    return "resourceId outside delete" if misplaced else None


def _proposed_for_the_patient(exchange: Exchange) -> Breaches:
    patient = f"Patient/{_member(_member(exchange.sent.content, 'context'), 'patientId')}"
    orders = [part for part in _of_type("create")(exchange) if _kind(part) in _ORDERS]
    if not orders:
        return None
    wrong = [part for part in orders if _member(part.value["resource"].get("subject"), "reference") != patient]
    signed = [part for part in orders if part.value["resource"].get("status") != "draft"]
    return [
        *(f"{part.at}: the proposed order is not about the patient of the call" for part in wrong),
        *(f"{part.at}: the proposed order is not a draft" for part in signed),
    ]


def _of_the_drafts(exchange: Exchange) -> Breaches:
    if exchange.service is None or exchange.service.get("hook") not in _ORDER_HOOKS:
        return None
    known = {reference(one) for one in sent_resources(exchange.sent.content)}
    parts = [*_of_type("update")(exchange), *_of_type("delete")(exchange)]
    named = [(part, part.value.get("resourceId") or reference(part.value.get("resource"))) for part in parts]
    touched = [(part, one) for part, one in named if isinstance(one, str) and _REFERENCE.fullmatch(one)]
    if not touched:
        return None
    return [f"{part.at}: changes a resource that the call did not hold" for part, one in touched if one not in known]


def _harmless(part: Part) -> str | None:
    about_orders = _kind(part) in _ORDERS or str(part.value.get("resourceId")).partition("/")[0] in _ORDERS
    return "a system action changes an order without anybody seeing it" if about_orders else None


def _of_type(wanted: str) -> Parts:
    return lambda exchange: (part for part in all_actions(exchange) if part.value.get("type") == wanted)


def _kind(part: Part) -> str | None:
    kind = _member(part.value.get("resource"), "resourceType")
    return kind if isinstance(kind, str) else None


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def reference(resource: Any) -> str | None:
    """`Type/id` of a resource; None where it has no id."""
    if not isinstance(resource, dict) or not resource.get("id"):
        return None
    return f"{resource.get('resourceType')}/{resource['id']}"


def sent_resources(value: Any) -> Iterator[Mapping[str, Any]]:
    """The resources of a request that have an id, wherever they stand in context and prefetch."""
    if isinstance(value, dict):
        if isinstance(value.get("resourceType"), str) and value.get("id"):
            yield value
        for inner in value.values():
            yield from sent_resources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sent_resources(inner)


CHECKS: dict[str, Check] = {
    "action-type": of_each(all_actions, _type),
    "action-description": of_each(card_actions, required("description", str)),
    "system-action-description": of_each(system_actions, required("description", str)),
    "action-create": of_each(_of_type("create"), _created),
    "action-update": of_each(_of_type("update"), _updated),
    "action-update-whole": _updated_whole,
    "action-delete": of_each(_of_type("delete"), _deleted),
    "action-delete-deprecated": of_each(_of_type("delete"), _deleted_by_resource),
    "action-delete-1.x": of_each(_of_type("delete"), _deleted_in_1_x),
    "action-resource-id": of_each(all_actions, _no_resource_id),
    "action-proposal": _proposed_for_the_patient,
    "action-of-drafts": _of_the_drafts,
    "system-action-harmless": of_each(system_actions, _harmless),
}
