"""The Markdown of cards: a string, without live markup, whatever a patient is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cds_service.harness.checks.shape import Check, Part, cards, mistyped, of_each
from cds_service.harness.exchange import Exchange

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_FILTERED = "title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext"
_LIVE = re.compile(
    rf"(?<!\\)<\s*/?({_FILTERED})\b|(?<!\\)<[a-z][^<>]*\son\w+\s*=|\]\(\s*<?(javascript|data|vbscript):", re.IGNORECASE
)
_TAG = re.compile(r"(?<!\\)<[a-zA-Z/][^<>]*>")
_AUTOLINK = re.compile(r"<(https?|mailto):[^<>\s]*>")
# What the probe with markup in the name of the patient has sent, not escaped.
_SMUGGLED = re.compile(r"(?<!\\)<img[^<>]*onerror=harness\(\)|(?<!\\)\]\(javascript:harness")
_IMAGE = re.compile(r"(?<!\\)!\[[^\]]*\]\(")


def _markdown(part: Part) -> str | None:
    return mistyped(part, "detail", str) or _found(_LIVE, part, "detail holds markup that runs or is filtered")


def _no_html(part: Part) -> str | None:
    if _found(_LIVE, part, "live"):
        return None
    return _found(_TAG, part, "detail holds HTML; clients differ in what they do with it")


def _no_image(part: Part) -> str | None:
    return _found(_IMAGE, part, "detail embeds an image, which tells its server who reads")


def _escaped(part: Part) -> str | None:
    texts = [text for name in ("summary", "detail") if isinstance(text := part.value.get(name), str)]
    live = any(_SMUGGLED.search(text) for text in texts)
    return "text of the patient came back as live markup" if live else None


def _found(pattern: re.Pattern[str], part: Part, text: str) -> str | None:
    detail = part.value.get("detail")
    if not isinstance(detail, str):
        return None
    return text if pattern.search(_AUTOLINK.sub("", _CODE.sub("", detail))) else None


def _detailed(exchange: Exchange) -> Iterator[Part]:
    return (part for part in cards(exchange) if "detail" in part.value)


CHECKS: dict[str, Check] = {
    "detail-markdown": of_each(_detailed, _markdown),
    "detail-no-html": of_each(_detailed, _no_html),
    "detail-no-image": of_each(_detailed, _no_image),
    "detail-escaped": of_each(cards, _escaped),
}
