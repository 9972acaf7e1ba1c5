"""Copies and versions of one resource → the newest one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from fhir_mappings.elements.shape import an_object, text
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
    return {_content(copy): copy for copy in copies}.values()


def _content(resource: Resource) -> str:
    try:
        return json.dumps(resource.body, sort_keys=True, default=str)
    except (RecursionError, ValueError, TypeError):
        return f"too deep to compare: {id(resource.body)}"
