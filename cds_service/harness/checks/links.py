"""Links of cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from cds_service.harness.checks.shape import (
    Breaches,
    Check,
    Part,
    Parts,
    cards,
    having,
    links,
    of_each,
    optional,
    required,
    shown,
)
from cds_service.harness.checks.sources import absolute
from cds_service.harness.exchange import Exchange

_TYPES = ("absolute", "smart")
_IN_DETAIL = re.compile(r"(?<!!)\[[^\]]*\]\(<?(https?://[^)\s>]+)|<(https?://[^>\s]+)>")
_MISSPELT = frozenset({"autoLaunchable", "auto-launchable", "autolaunch", "autoLaunch"})


def _complete(part: Part) -> str | None:
    wrong = (required(name, str)(part) for name in ("label", "url", "type"))
    return next((text for text in wrong if text), None)


def _type(part: Part) -> str | None:
    value = part.value.get("type")
    if not isinstance(value, str) or not value or value in _TYPES:
        return None
    return f"type is {shown(value)}, not one of {', '.join(_TYPES)}"


def _absolute(part: Part) -> str | None:
    url = part.value.get("url")
    return None if _scripted(url) else absolute(part, "url")


def _launch(part: Part) -> str | None:
    url = part.value.get("url")
    if not isinstance(url, str):
        return None
    added = {"iss", "launch"} & set(parse_qs(urlsplit(url).query))
    return f"{min(added)} in a smart link is the client's to add" if added else None


def _app_context(part: Part) -> str | None:
    if part.value.get("type") == "absolute":
        return "appContext in an absolute link"
    return optional("appContext", str)(part)


def _autolaunchable(part: Part) -> str | None:
    misspelt = _MISSPELT & set(part.value)
    return f"{min(misspelt)}: it is spelt autolaunchable" if misspelt else optional("autolaunchable", bool)(part)


def _launched_alone(exchange: Exchange) -> Breaches:
    marked = list(having(links, "autolaunchable")(exchange))
    if not marked:
        return None
    launched = any(part.value["autolaunchable"] is True for part in marked)
    beside = len(list(cards(exchange))) > 1
    return ["an autolaunchable link beside other cards: a client may show the app alone"] * (launched and beside)


def _safe(part: Part) -> str | None:
    return "url has a scheme that runs or carries content" if _scripted(part.value.get("url")) else None


def _of_detail(part: Part) -> str | None:
    listed = part.value.get("links")
    holders = [*(listed if isinstance(listed, list) else ()), part.value.get("source")]
    known = [one.get("url") for one in holders if isinstance(one, dict)]
    missing = [url for url in _addresses(part) if url not in known]
    return f"{len(missing)} of the links in detail is not among links" if missing else None


def _addresses(card: Part) -> list[str]:
    """The web addresses to which the Markdown of a card leads."""
    detail = card.value.get("detail")
    return [first or second for first, second in _IN_DETAIL.findall(detail)] if isinstance(detail, str) else []


def _linking(exchange: Exchange) -> Iterator[Part]:
    return (card for card in cards(exchange) if _addresses(card))


def _of_type(wanted: str) -> Parts:
    return lambda exchange: (part for part in links(exchange) if part.value.get("type") == wanted)


def _scripted(url: object) -> bool:
    return isinstance(url, str) and url.strip().lower().startswith(("javascript:", "data:", "vbscript:"))


CHECKS: dict[str, Check] = {
    "link-members": of_each(links, _complete),
    "link-type": of_each(links, _type),
    "link-absolute": of_each(_of_type("absolute"), _absolute),
    "link-smart": of_each(_of_type("smart"), _launch),
    "link-app-context": of_each(having(links, "appContext"), _app_context),
    "link-autolaunchable": of_each(having(links, "autolaunchable", *_MISSPELT), _autolaunchable),
    "link-launched-alone": _launched_alone,
    "link-of-detail": of_each(_linking, _of_detail),
    "link-safe": of_each(links, _safe),
}
