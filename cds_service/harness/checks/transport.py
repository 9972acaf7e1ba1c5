"""Transport: encryption, CORS and headers."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from cds_service.harness.checks.shape import Breaches, Check
from cds_service.harness.exchange import Exchange

_ALLOW_ORIGIN = "access-control-allow-origin"
_ALLOW_CREDENTIALS = "access-control-allow-credentials"
_ALLOW_METHODS = "access-control-allow-methods"
_ALLOW_HEADERS = "access-control-allow-headers"


def _encrypted(exchange: Exchange) -> Breaches:
    address = urlsplit(exchange.sent.url)
    if address.scheme == "https":
        return []
    return None if _is_loopback(address.hostname or "") else ["the service is called over plain http"]


def _preflight(exchange: Exchange) -> Breaches:
    if exchange.received is None:
        return None
    headers = exchange.received.headers
    if not 200 <= exchange.status < 300:
        return [f"the preflight is answered with {exchange.status}"]
    asked = exchange.sent.headers
    methods = {one.strip().upper() for one in headers.get(_ALLOW_METHODS, "").split(",")}
    names = {one.strip().lower() for one in headers.get(_ALLOW_HEADERS, "").split(",")}
    wanted = {one.strip().lower() for one in asked["Access-Control-Request-Headers"].split(",")}
    simple = {"GET", "POST", "HEAD"}
    return [
        *([] if _lets_in(exchange) else ["the origin is not let in"]),
        *([] if {asked["Access-Control-Request-Method"], "*"} & (methods | simple) else ["the method is not let in"]),
        *([] if wanted <= names or "*" in names else ["the headers authorization and content-type are not let in"]),
    ]


def _origin_on_answers(exchange: Exchange) -> Breaches:
    if exchange.received is None or not _lets_in_preflight(exchange):
        return None
    return [] if _lets_in(exchange) else [f"the answer {exchange.status} lacks the header that the preflight promised"]


def _no_reflection(exchange: Exchange) -> Breaches:
    if exchange.received is None:
        return None
    headers = exchange.received.headers
    reflected = headers.get(_ALLOW_ORIGIN) == exchange.sent.headers.get("Origin")
    return ["any origin is let in with credentials"] * (reflected and headers.get(_ALLOW_CREDENTIALS) == "true")


def _headers(exchange: Exchange) -> Breaches:
    if exchange.received is None or exchange.status != 200:
        return None
    headers = exchange.received.headers
    return [
        *([] if "no-store" in headers.get("cache-control", "").lower() else ["Cache-Control: no-store is missing"]),
        *(
            []
            if headers.get("x-content-type-options", "").lower() == "nosniff"
            else ["X-Content-Type-Options: nosniff is missing"]
        ),
    ]


def _lets_in(exchange: Exchange) -> bool:
    allowed = exchange.received.headers.get(_ALLOW_ORIGIN) if exchange.received else None
    return allowed in {"*", exchange.sent.headers.get("Origin")}


def _lets_in_preflight(exchange: Exchange) -> bool:
    preflight = exchange.against.get("preflight of the call")
    return preflight is not None and 200 <= preflight.status < 300 and _lets_in(preflight)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".test"))


CHECKS: dict[str, Check] = {
    "encrypted": _encrypted,
    "cors-preflight": _preflight,
    "cors-answers": _origin_on_answers,
    "cors-no-reflection": _no_reflection,
    "safe-headers": _headers,
}
