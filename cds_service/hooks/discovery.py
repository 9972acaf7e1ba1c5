"""Services → the discovery document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cds_service.hooks.service import Service


def discovery(services: Iterable[Service]) -> dict[str, Any]:
    """The body of `GET /cds-services`."""
    return {"services": [_entry(service) for service in services]}


def _entry(service: Service) -> dict[str, Any]:
    entry = {
        "hook": service.hook,
        "title": service.title,
        "description": service.description,
        "id": service.id,
        "prefetch": dict(service.prefetch),
        "usageRequirements": service.usage_requirements,
    }
    return {name: value for name, value in entry.items() if value}  # no member may be empty (2.0, Use of JSON)
