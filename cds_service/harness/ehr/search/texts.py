"""Whether a name, an address or another text begins as a search value says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from cds_service.harness.ehr.search.escaping import plain

_NOT_SEARCHED = frozenset({"use", "type", "period", "extension", "id"})


def text_matches(value: Any, wanted: str, modifier: str) -> bool:
    """Without a modifier the beginning counts, whatever case and accents; `contains` looks inside, `exact` at all."""
    sought = plain(wanted)
    held = tuple(_texts(value))
    if modifier == "exact":
        return sought in held
    if modifier == "contains":
        return any(_folded(sought) in _folded(text) for text in held)
    return any(_folded(text).startswith(_folded(sought)) for text in held)


def first_text(value: Any) -> str:
    """What a value is sorted by."""
    return _folded(next(_texts(value), ""))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _NOT_SEARCHED:
                yield from _texts(inner)


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
