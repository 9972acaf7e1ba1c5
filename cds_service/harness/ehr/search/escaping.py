"""The signs that separate the parts of a search value, where a backslash does not take their meaning away."""

from __future__ import annotations

import re

_PART = {sign: re.compile(rf"(?:\\.|[^\\{re.escape(sign)}])*") for sign in ",|"}
_ESCAPED = re.compile(r"\\([,|$\\])")


def split(text: str, sign: str) -> tuple[str, ...]:
    """The parts between the signs, still escaped; always at least one."""
    parts, at = [], 0
    while True:
        match = _PART[sign].match(text, at)
        parts.append(match.group() if match else "")
        at += len(parts[-1]) + 1
        if at > len(text):
            return tuple(parts)


def plain(text: str) -> str:
    """The part as it is compared."""
    return _ESCAPED.sub(r"\1", text)
