"""Around every call: its id, the headers of every answer, and afterwards one line in the log and the numbers."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cds_service.observing.call import Noted, begin, noted
from cds_service.observing.metrics import Metrics, count

REQUEST_ID = "X-Request-ID"

_log = logging.getLogger(__name__)
_METHODS = ("GET", "HEAD", "OPTIONS", "POST")
_QUIET = ("/health/live", "/health/ready", "/metrics")  # asked every few seconds: told only when they fail
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


class Watch:
    """The outermost layer. `knowledge` is the hash of what answers."""

    def __init__(self, app: ASGIApp, metrics: Metrics, knowledge: str) -> None:
        self._app, self._metrics, self._knowledge = app, metrics, knowledge[:12]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identifier, started, status = begin(), time.monotonic(), 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _complete(MutableHeaders(scope=message), identifier)
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            self._over(scope["method"], status, time.monotonic() - started)

    def _over(self, method: str, status: int, seconds: float) -> None:
        """Status 0: there was no answer, as the service was stopping."""
        call = noted()
        count(self._metrics, call, status, seconds)
        level = logging.DEBUG if call.route in _QUIET and status in (200, 405) else logging.INFO
        facts = {
            "request": call.id,
            "method": method if method in _METHODS else "other",
            "route": call.route or "none",
            "status": status,
            "ms": round(1000 * seconds, 1),
            **dict(_told(call)),
            "knowledge": self._knowledge,
        }
        _log.log(level, "call", extra={"facts": facts})


def _complete(headers: MutableHeaders, identifier: str) -> None:
    """The headers that an answer lacks; what a page says of itself stays."""
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers[REQUEST_ID] = identifier


def _told(call: Noted) -> Iterator[tuple[str, Any]]:
    for name in ("service", "client", "refused"):
        if value := getattr(call, name):
            yield name, value
    if call.cards is not None:
        yield "cards", len(call.cards)
    if call.lists:
        yield "lists", dict(Counter(call.lists))
