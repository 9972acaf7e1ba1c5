"""Services → the discovery document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cds_service.hooks.service import Service

KNOWLEDGE = "org.net-cds.knowledge"


def discovery(services: Iterable[Service], guideline: Mapping[str, Any]) -> dict[str, Any]:
    """The body of `GET /cds-services`; each service names the knowledge (id, version, hash) that answers."""
    return {"services": [_entry(service, guideline) for service in services]}


def _entry(service: Service, guideline: Mapping[str, Any]) -> dict[str, Any]:
    entry = {
        "hook": service.hook,
        "title": service.title,
        "description": service.description,
        "id": service.id,
        "prefetch": dict(service.prefetch),
        "usageRequirements": service.usage_requirements,
        "extension": {KNOWLEDGE: dict(guideline)} if guideline else {},
    }
    return {name: value for name, value in entry.items() if value}  # no member may be empty (2.0, Use of JSON)
