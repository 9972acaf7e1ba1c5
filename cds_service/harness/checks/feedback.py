"""Feedback, where a service offers it."""

from __future__ import annotations

from cds_service.harness.checks.shape import Breaches, Check
from cds_service.harness.exchange import Exchange

_FIRST = "feedback: overridden"


def _taken(exchange: Exchange) -> Breaches:
    if not _offered(exchange) or exchange.status >= 500:
        return None
    return [] if 200 <= exchange.status < 300 else [f"answered with {exchange.status} instead of 2xx"]


def _refused(exchange: Exchange) -> Breaches:
    if not _offered(exchange) or exchange.status >= 500:
        return None
    return [] if 400 <= exchange.status < 500 else [f"answered with {exchange.status} instead of 4xx"]


def _offered(exchange: Exchange) -> bool:
    """A service without feedback answers 404 or 405, which is its right; 401 and 403 let nobody in to measure it."""
    first = exchange.against.get(_FIRST, exchange)
    return first.status not in {0, 401, 403, 404, 405, 501}


CHECKS: dict[str, Check] = {"feedback-taken": _taken, "feedback-refused": _refused}
