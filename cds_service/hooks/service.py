"""Service: one CDS service as discovery describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One entry of the discovery document.

    required  prefetch keys without which no advice is given (412)
    prefetch  templates by key, in the order in which clients should see them
    limit     the most cards in one answer (ruling 37)
    """

    id: str
    hook: str
    title: str
    description: str
    usage_requirements: str
    required: tuple[str, ...]
    prefetch: Mapping[str, str]
    limit: int = 3
