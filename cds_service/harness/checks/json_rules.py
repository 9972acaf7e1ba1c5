"""The rules of JSON that hold for every body of a service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cds_service.harness.checks.shape import Breaches, Check
from cds_service.harness.exchange import Exchange

_MAY_BE_EMPTY = frozenset({"/cards", "/services"})
_EMPTY: tuple[object, ...] = ("", [], {})


def _is_json(exchange: Exchange) -> Breaches:
    if exchange.received is None or not _succeeded(exchange):
        return None
    if not exchange.received.body:
        return ["the body is empty"]
    return [exchange.received.not_json] if exchange.received.not_json else []


def _no_null(exchange: Exchange) -> Breaches:
    return _walked(exchange, lambda _, value: value is None, "is null")


def _nothing_empty(exchange: Exchange) -> Breaches:
    return _walked(exchange, lambda at, value: value in _EMPTY and at not in _MAY_BE_EMPTY, "is empty: leave it out")


def _nothing_blank(exchange: Exchange) -> Breaches:
    return _walked(exchange, lambda _, value: isinstance(value, str) and value != "" and not value.strip(), "is blank")


def _media_type(exchange: Exchange) -> Breaches:
    if exchange.received is None or not _succeeded(exchange) or not exchange.received.body:
        return None
    media_type, *parameters = (
        part.strip().lower() for part in exchange.received.headers.get("content-type", "").split(";")
    )
    if media_type != "application/json":
        return ["Content-Type is not application/json"]
    foreign = any(one.startswith("charset=") and "utf-8" not in one for one in parameters)
    return ["the charset is not UTF-8"] if foreign else []


def _walked(exchange: Exchange, wrong: Callable[[str, Any], bool], text: str) -> Breaches:
    if not _succeeded(exchange) or not isinstance(exchange.value, dict):
        return None
    return [f"{at} {text}" for at, value in _values("", exchange.value) if at and wrong(at, value)]


def _values(at: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every value with its pointer; FHIR resources have rules of their own and are not entered."""
    yield at, value
    if isinstance(value, dict) and "resourceType" not in value:
        for name, inner in value.items():
            yield from _values(f"{at}/{name}", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _values(f"{at}/{index}", inner)


def _succeeded(exchange: Exchange) -> bool:
    return exchange.status == 200


CHECKS: dict[str, Check] = {
    "json-strict": _is_json,
    "json-no-null": _no_null,
    "json-nothing-empty": _nothing_empty,
    "json-nothing-blank": _nothing_blank,
    "json-media-type": _media_type,
}
