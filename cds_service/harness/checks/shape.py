"""The parts of an answer with their places, and the form that every check has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cds_service.harness.exchange import Exchange

Breaches = Sequence[str] | None
"""What an exchange does wrong, in words; none: it does right; None: it says nothing about the rule."""

Check = Callable[[Exchange], Breaches]

_KINDS: Mapping[type, str] = {str: "a string", bool: "a boolean", list: "an array", dict: "an object"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A JSON object within an answer, and its JSON pointer."""

    at: str
    value: Mapping[str, Any]


Parts = Callable[[Exchange], Iterator[Part]]


def of_each(parts: Parts, breach: Callable[[Part], str | None]) -> Check:
    """The check that applies `breach` to each part; it says nothing where there is none."""

    def check(exchange: Exchange) -> Breaches:
        found = list(parts(exchange))
        if not found:
            return None
        return [f"{part.at}: {text}" for part in found if (text := breach(part))]

    return check


def having(parts: Parts, *names: str) -> Parts:
    """Only the parts with one of these members, so that a rule about a member says nothing where there is none."""
    return lambda exchange: (part for part in parts(exchange) if any(name in part.value for name in names))


def required(name: str, kind: type) -> Callable[[Part], str | None]:
    """The breach of a member that must be there; null and empty are breaches of the JSON rules, not of this one."""

    def breach(part: Part) -> str | None:
        return mistyped(part, name, kind) if name in part.value else f"{name} is missing"

    return breach


def optional(name: str, kind: type) -> Callable[[Part], str | None]:
    """The breach of a member that may be left out."""

    def breach(part: Part) -> str | None:
        return mistyped(part, name, kind)

    return breach


def mistyped(part: Part, name: str, kind: type) -> str | None:
    """What is wrong with the kind of this member; None when it is right, absent, null or empty."""
    value = part.value.get(name)
    if value is None or value in ("", [], {}) or isinstance(value, kind):
        return None
    return f"{name} is not {_KINDS[kind]}"


def shown(value: object) -> str:
    """A value of a closed set as evidence: short, and only its kind when it is no text."""
    return f"'{value[:30]}'" if isinstance(value, str) else f"a value of kind {type(value).__name__}"


def services(exchange: Exchange) -> Iterator[Part]:
    """The entries of a discovery answer."""
    yield from _items(Part(at="", value=_object(exchange.value)), "services")


def answers(exchange: Exchange) -> Iterator[Part]:
    """The whole answer of a successful call."""
    if exchange.status == 200 and isinstance(exchange.value, dict):
        yield Part(at="", value=exchange.value)


def cards(exchange: Exchange) -> Iterator[Part]:
    """The cards of a successful call."""
    for answer in answers(exchange):
        yield from _items(answer, "cards")


def sources(exchange: Exchange) -> Iterator[Part]:
    """The sources of the cards."""
    for card in cards(exchange):
        yield from _member(card, "source")


def topics(exchange: Exchange) -> Iterator[Part]:
    """The topics of the sources."""
    for source in sources(exchange):
        yield from _member(source, "topic")


def override_reasons(exchange: Exchange) -> Iterator[Part]:
    """The override reasons that the cards offer."""
    for card in cards(exchange):
        yield from _items(card, "overrideReasons")


def suggestions(exchange: Exchange) -> Iterator[Part]:
    """The suggestions of the cards."""
    for card in cards(exchange):
        yield from _items(card, "suggestions")


def links(exchange: Exchange) -> Iterator[Part]:
    """The links of the cards."""
    for card in cards(exchange):
        yield from _items(card, "links")


def card_actions(exchange: Exchange) -> Iterator[Part]:
    """The actions of the suggestions."""
    for suggestion in suggestions(exchange):
        yield from _items(suggestion, "actions")


def system_actions(exchange: Exchange) -> Iterator[Part]:
    """The system actions of a successful call."""
    for answer in answers(exchange):
        yield from _items(answer, "systemActions")


def all_actions(exchange: Exchange) -> Iterator[Part]:
    """The actions of the suggestions, then the system actions."""
    yield from card_actions(exchange)
    yield from system_actions(exchange)


def _items(part: Part, name: str) -> Iterator[Part]:
    items = part.value.get(name)
    if isinstance(items, list):
        for index, item in enumerate(items):
            if isinstance(item, dict):
                yield Part(at=f"{part.at}/{name}/{index}", value=item)


def _member(part: Part, name: str) -> Iterator[Part]:
    value = part.value.get(name)
    if isinstance(value, dict) and value:
        yield Part(at=f"{part.at}/{name}", value=value)


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
