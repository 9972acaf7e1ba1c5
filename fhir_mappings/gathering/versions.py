"""Copies and versions of one resource → the newest one, or what undecided copies have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from fhir_mappings.elements.shape import an_object, is_given, text
from fhir_mappings.resource import Resource

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def newest(copies: list[Resource]) -> tuple[Resource, ...]:
    """The newest by meta.lastUpdated, then meta.versionId; several only where nothing tells them apart in age
    and their content differs."""
    if len(copies) == 1:
        return (copies[0],)
    ages = [_age(copy) for copy in copies]
    latest = max(ages)
    return tuple(_distinct(copy for copy, age in zip(copies, ages, strict=True) if age == latest))


def united(copies: Sequence[Resource]) -> tuple[Resource, frozenset[str]]:
    """One resource with the elements of all copies, and the names of those elements on which the copies disagree.

    An element that only some copies have counts; one on which they disagree is left out.
    """
    values: dict[str, dict[str, object]] = {}
    for copy in copies:
        for name, value in copy.body.items():
            if is_given(value):
                values.setdefault(name, {})[_written(value)] = value
    disputed = frozenset(name for name, found in values.items() if len(found) > 1)
    agreed = {name: next(iter(found.values())) for name, found in values.items() if name not in disputed}
    return replace(copies[0], body=agreed), disputed


def _age(resource: Resource) -> tuple[datetime, int]:
    meta = an_object(resource.body.get("meta"))
    version = text(meta.get("versionId")) or ""
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 19 else -1
    return _instant(text(meta.get("lastUpdated"))), number


def _instant(written: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(written or "")
    except ValueError:
        return _LONG_AGO
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        return _LONG_AGO


def _distinct(copies: Iterable[Resource]) -> Iterable[Resource]:
    return {_written(copy.body): copy for copy in copies}.values()


def _written(value: object) -> str:
    try:
        return json.dumps(value, sort_keys=True, default=str)
    except (RecursionError, ValueError, TypeError):
        return f"too deep to compare: {id(value)}"
