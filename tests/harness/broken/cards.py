"""What the sound service says: one card with everything, one with what it must have, and a system action."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

Json = Any
_NOTE = "4f2d8a0c-5b7e-4f9d-8c1a-6e3b9d2f7a58"


def full_card(body: Json, problems: int) -> dict[str, Any]:
    """A card with every member that a card can have."""
    return {
        "uuid": str(uuid4()),
        "summary": "Consider the neutral order",
        "detail": f"Because of **{problems} problems**. See <https://example.org/guide>.",
        "indicator": "warning",
        "source": {
            "label": "Example guideline",
            "url": "https://example.org/guide",
            "icon": "https://example.org/icon.png",
            "topic": {"system": "https://example.org/topics", "code": "neutral", "display": "Neutral"},
        },
        "suggestions": [suggestion(body), {"label": "Later", "uuid": str(uuid4())}],
        "selectionBehavior": "at-most-one",
        "overrideReasons": [{"system": "https://example.org/reasons", "code": "other", "display": "Another reason"}],
        "links": [
            {"label": "Guide", "url": "https://example.org/guide", "type": "absolute"},
            {
                "label": "App",
                "url": "https://example.org/launch",
                "type": "smart",
                "appContext": '{"k": 1}',
                "autolaunchable": False,
            },
        ],
        "extension": {"org.example.card": {"kind": "full"}},
    }


def suggestion(body: Json) -> dict[str, Any]:
    """A suggestion that creates an order and, where drafts were sent, updates the first and deletes the second."""
    patient = {"reference": f"Patient/{body['context']['patientId']}"}
    order: dict[str, Any] = {
        "resourceType": "ServiceRequest",
        "status": "draft",
        "intent": "proposal",
        "subject": patient,
    }
    actions: list[dict[str, Any]] = [{"type": "create", "description": "Create the order", "resource": order}]
    entries = (body["context"].get("draftOrders") or {}).get("entry") or ()
    drafts = [entry["resource"] for entry in entries]
    if len(drafts) > 1:
        changed = {**drafts[0], "priority": "urgent"}
        deleted = f"{drafts[1]['resourceType']}/{drafts[1]['id']}"
        actions.append({"type": "update", "description": "Make it urgent", "resource": changed})
        actions.append({"type": "delete", "description": "Delete the other", "resourceId": deleted})
        order["supportingInfo"] = [{"reference": f"urn:uuid:{_NOTE}"}]
        note = {"resourceType": "Basic", "id": _NOTE, "code": {"text": "why"}}
        actions.append({"type": "create", "description": "Say why", "resource": note})
    return {"label": "Order", "uuid": str(uuid4()), "isRecommended": True, "actions": actions}


def plain_card() -> dict[str, Any]:
    """A card with what it must have."""
    return {"uuid": str(uuid4()), "summary": "All is well", "indicator": "info", "source": {"label": "Example"}}


def system_action() -> dict[str, Any]:
    """A system action that no clinician needs to see."""
    resource = {"resourceType": "Basic", "code": {"text": "assessed"}}
    return {"type": "create", "description": "Note the assessment", "resource": resource}
