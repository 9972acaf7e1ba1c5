"""Discovery: how it answers and what an entry says of its service."""

from __future__ import annotations

import re
from collections import Counter

from cds_service.harness.checks.shape import Breaches, Check, Part, having, of_each, optional, required, services, shown
from cds_service.harness.exchange import Exchange
from cds_service.harness.published_hooks import published_hooks

_SEGMENT = re.compile(r"[A-Za-z0-9._~-]+")
_SERVICE_ADDRESS = re.compile(r"https?://\S+/cds-services/\S+")


def _answers(exchange: Exchange) -> Breaches:
    if exchange.status == 200:
        return []
    if 300 <= exchange.status < 400:
        return [f"status {exchange.status}: discovery must not need a redirect"]
    return [f"status {exchange.status} instead of 200" if exchange.status else f"no answer: {exchange.failure}"]


def _no_redirect(exchange: Exchange) -> Breaches:
    if exchange.received is None:
        return None
    redirected = 300 <= exchange.status < 400
    return [f"status {exchange.status}: a client that does not follow redirects is lost"] if redirected else []


def _services(exchange: Exchange) -> Breaches:
    if exchange.status != 200 or exchange.value is None:
        return None
    if not isinstance(exchange.value, dict) or "services" not in exchange.value:
        return ["the body is not an object with the member services"]
    listed = exchange.value["services"]
    if not isinstance(listed, list):
        return ["/services is not an array"]
    return [f"/services/{index} is not an object" for index, one in enumerate(listed) if not isinstance(one, dict)]


def _same_again(exchange: Exchange) -> Breaches:
    first = exchange.against.get("discovery")
    if first is None or first.status != 200:
        return None
    return [] if exchange.value == first.value else ["the second answer differs from the first"]


def _reachable(exchange: Exchange) -> Breaches:
    if exchange.status in {404, 405}:
        return [f"POST to the address made of the id is answered with {exchange.status}"]
    return [] if exchange.status else None


def _safe_id(part: Part) -> str | None:
    identifier = part.value.get("id")
    if not isinstance(identifier, str) or not identifier:
        return None
    if not _SEGMENT.fullmatch(identifier) or set(identifier) <= {"."}:
        return "id does not fit in one segment of a URL path as it stands"
    return "id is feedback, the last segment of feedback addresses" if identifier == "feedback" else None


def _prefetch(part: Part) -> str | None:
    prefetch = part.value.get("prefetch")
    if prefetch is None or prefetch == {}:
        return None
    if not isinstance(prefetch, dict):
        return "prefetch is not an object"
    odd = [key for key, template in prefetch.items() if template is not None and not isinstance(template, str)]
    return f"prefetch: {', '.join(odd)} is not a string" if odd else None


def _unique(exchange: Exchange) -> Breaches:
    pairs = [(part.value.get("id"), part.value.get("hook")) for part in services(exchange)]
    named = [(one, hook) for one, hook in pairs if isinstance(one, str) and isinstance(hook, str)]
    if not named:
        return None
    return [f"{one} is listed {count} times for {hook}" for (one, hook), count in Counter(named).items() if count > 1]


def _hook_name(part: Part) -> str | None:
    hook = part.value.get("hook")
    if not isinstance(hook, str) or not hook or hook in published_hooks() or "." in hook:
        return None
    return f"hook {shown(hook)} is neither a published name nor in reverse-DNS notation"


def _no_address(part: Part) -> str | None:
    texts = [(name, text) for name, text in part.value.items() if isinstance(text, str)]
    named = [name for name, text in texts if _SERVICE_ADDRESS.fullmatch(text.strip())]
    return f"{named[0]} is the address of a service" if named else None


CHECKS: dict[str, Check] = {
    "discovery-answers": _answers,
    "discovery-without-redirect": _no_redirect,
    "discovery-services": _services,
    "discovery-same-again": _same_again,
    "service-hook": of_each(services, required("hook", str)),
    "service-title": of_each(services, required("title", str)),
    "service-description": of_each(services, required("description", str)),
    "service-id": of_each(services, required("id", str)),
    "service-id-safe": of_each(services, _safe_id),
    "service-reachable": _reachable,
    "service-prefetch": of_each(having(services, "prefetch"), _prefetch),
    "service-usage-requirements": of_each(having(services, "usageRequirements"), optional("usageRequirements", str)),
    "service-version": of_each(services, required("version", str)),
    "service-unique": _unique,
    "discovery-without-address": of_each(services, _no_address),
    "service-hook-name": of_each(services, _hook_name),
}
