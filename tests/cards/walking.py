"""Walks over the JSON of a response: what is empty in it, and which rules of CDS Hooks 2.0.1 it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_ALLOWED = ("/cards",)


def empties(body: Any, path: str = "") -> Iterator[str]:
    """JSON pointers of null, "", [] and {}; FHIR resources are not entered (conformance §8.6)."""
    if isinstance(body, dict):
        if not body or "resourceType" in body:
            yield from () if body else (path,)
            return
        for name, value in body.items():
            yield from empties(value, f"{path}/{name}")
    elif isinstance(body, list):
        if not body and path not in _ALLOWED:
            yield path
        for index, value in enumerate(body):
            yield from empties(value, f"{path}/{index}")
    elif body is None or (isinstance(body, str) and not body.strip()):
        yield path


def illegal(body: dict[str, Any]) -> Iterator[str]:
    """One line per broken rule of the response (conformance §2.8–2.12)."""
    yield from (f"empty: {path}" for path in empties(body))
    cards = body["cards"]
    if len({card["uuid"] for card in cards}) != len(cards):
        yield "two cards have one uuid"
    if len({card["source"]["topic"]["code"] for card in cards}) != len(cards):
        yield "two cards have one topic"
    for card in cards:
        yield from _of_card(card)


def _of_card(card: dict[str, Any]) -> Iterator[str]:
    if not 0 < len(card["summary"]) < 140 or len(card["summary"].splitlines()) != 1:
        yield f"summary: {card['summary']!r}"
    if card["indicator"] not in {"info", "warning", "critical"}:
        yield f"indicator: {card['indicator']}"
    if ("selectionBehavior" in card) != ("suggestions" in card):
        yield "selectionBehavior goes with suggestions"
    buttons = [suggestion["uuid"] for suggestion in card.get("suggestions", ())]
    if len(set(buttons)) != len(buttons):
        yield "two suggestions of one card have one uuid"
    if not all(reason.get("display") for reason in card.get("overrideReasons", ())):
        yield "an override reason without display"
    if not all(link["url"].startswith("https://") and link["type"] == "absolute" for link in card["links"]):
        yield "a link that is not absolute"
    decided = [item["id"] for item in card["extension"]["org.net-cds.decision"].get("items", ())]
    if len(set(decided)) != len(decided):
        yield "a verdict is named twice"
