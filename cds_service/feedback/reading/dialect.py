"""How clients write the same thing: other spellings of a name, one thing or a list of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def member(value: Mapping[str, Any], name: str) -> Any:
    """The member of this name; without one, that of another spelling (`accepted_suggestions`, `overrideReasons`).

    null is as good as absent: None.
    """
    if value.get(name) is not None:
        return value[name]
    spelled = _plain(name)
    return next((found for other, found in value.items() if found is not None and _plain(other) == spelled), None)


def listed(value: Any) -> list[Any]:
    """The things in a list; one thing that stands for itself; nothing for None."""
    if value is None:
        return []
    return [one for one in value if one is not None] if isinstance(value, list) else [value]


def _plain(name: str) -> str:
    """Without capitals, separators and the plural."""
    return re.sub(r"[_\-\s]", "", name).lower().removesuffix("s")
