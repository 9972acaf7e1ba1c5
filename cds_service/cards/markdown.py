"""Text from the record → Markdown in which it stays text."""

from __future__ import annotations

import re

LABEL_LIMIT = 80

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&:/@])")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def plain(text: str) -> str:
    """One printable line of at most 80 characters: for a summary, or before escaping."""
    line = re.sub(r"\s+", " ", _UNPRINTABLE.sub(" ", text)).strip()
    return line if len(line) <= LABEL_LIMIT else f"{line[: LABEL_LIMIT - 1]}…"


def escaped(text: str) -> str:
    """The text with every character that GitHub-flavoured Markdown or HTML could read as markup escaped."""
    return _MARKUP.sub(r"\\\1", plain(text))
