"""Extensions: objects, with names that nobody else uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cds_service.harness.checks.shape import Breaches, Check
from cds_service.harness.exchange import Exchange


def _objects(exchange: Exchange) -> Breaches:
    found = list(_extensions("", exchange.value)) if exchange.status == 200 else []
    if not found:
        return None
    return [f"{at} is not an object" for at, value in found if value and not isinstance(value, dict)]


def _named(exchange: Exchange) -> Breaches:
    found = [one for one in _extensions("", exchange.value) if isinstance(one[1], dict)]
    if exchange.status != 200 or not found:
        return None
    return [f"{at}/{name} is not in reverse-DNS notation" for at, value in found for name in value if "." not in name]


def _extensions(at: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and "resourceType" not in value:
        for name, inner in value.items():
            if name == "extension":
                yield f"{at}/extension", inner
            else:
                yield from _extensions(f"{at}/{name}", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _extensions(f"{at}/{index}", inner)


CHECKS: dict[str, Check] = {"extension-object": _objects, "extension-name": _named}
