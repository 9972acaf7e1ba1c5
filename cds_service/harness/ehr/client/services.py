"""A discovery document → the services that a client can call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from cds_service.harness.template import Template, templates_of

DISCOVERY = "/cds-services"


@dataclass(frozen=True, slots=True, kw_only=True)
class CdsService:
    """One entry of discovery; `url` is where it is called."""

    id: str
    hook: str
    url: str
    templates: tuple[Template, ...] = ()

    @property
    def feedback_url(self) -> str:
        """Where feedback goes."""
        return f"{self.url}/feedback"


def discovery_of(address: str) -> str:
    """Where discovery is, from the base address of the services or its own (C-D01)."""
    return f"{address.rstrip('/').removesuffix(DISCOVERY)}{DISCOVERY}"


def services_in(body: Any, discovery: str) -> Iterator[CdsService]:
    """The services that have an id and a hook; whatever else is there does not matter (C-D03)."""
    listed = body.get("services") if isinstance(body, Mapping) else None
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, Mapping) and _is_text(entry.get("id")) and _is_text(entry.get("hook")):
            yield CdsService(
                id=entry["id"],
                hook=entry["hook"],
                url=f"{discovery}/{quote(entry['id'], safe='')}",
                templates=tuple(templates_of(entry)),
            )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)
