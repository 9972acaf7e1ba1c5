"""Whether a code, coding, concept, identifier or boolean is what a search value names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cds_service.harness.ehr.search.escaping import plain, split


def token_matches(value: Any, wanted: str) -> bool:
    """`code`, `system|code`, `|code` (of no system) or `system|`.

    A bare code in the resource, such as a status, fits whatever the system.
    """
    *system, code = (plain(part) for part in split(wanted, "|"))
    return any(
        (not code or held_code == code) and (not system or held_system in {system[0], ...})
        for held_system, held_code in _codings(value)
    )


def first_code(value: Any) -> str:
    """What a value is sorted by."""
    return next((code for _, code in _codings(value)), "")


def _codings(value: Any) -> Iterator[tuple[Any, str]]:
    """System and code of each; the system of a bare code is `...`, a missing one is empty."""
    match value:
        case bool():
            yield ..., str(value).lower()
        case str():
            yield ..., value
        case {"coding": list(codings)}:
            for coding in codings:
                yield from _codings(coding)
        case {"code": str(code)} | {"value": str(code)}:
            yield _system(value), code


def _system(value: Mapping[str, Any]) -> str:
    return str(value.get("system", ""))
