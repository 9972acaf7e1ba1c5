"""Whether a reference leads to what a search value names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from cds_service.harness.ehr.search.escaping import plain


def reference_matches(value: Any, wanted: str, target: str | None) -> bool:
    """`id`, `Type/id` or an address; with a target only references to that type fit."""
    held = reference_of(value)
    kind, identifier = type_and_id(held)
    if not identifier or (target and kind != target):
        return False
    sought = plain(wanted)
    if _is_absolute(sought) and _is_absolute(held):
        return held == sought
    sought_kind, sought_id = type_and_id(sought)
    return sought_id == identifier and sought_kind in {"", kind}


def reference_of(value: Any) -> str:
    """The text of a reference; empty if there is none."""
    text = value.get("reference") if isinstance(value, Mapping) else value
    return text if isinstance(text, str) else ""


def type_and_id(reference: str) -> tuple[str, str]:
    """The type and id at the end of a reference, without the version; both empty if it leads to a contained one."""
    if reference.startswith("#"):
        return "", ""
    *before, identifier = reference.partition("/_history/")[0].rstrip("/").split("/")
    return (before[-1] if before else ""), identifier


def _is_absolute(reference: str) -> bool:
    return bool(urlsplit(reference).scheme)
