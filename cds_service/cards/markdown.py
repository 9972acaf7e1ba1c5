"""Text from the record → Markdown in which it stays text; lines → a list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LABEL_LIMIT = 80

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}  # safe also where somebody shows the text as HTML
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&:/@])")
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, invisible and direction marks, lone surrogates


def plain(text: str) -> str:
    """One printable line of at most 80 characters: for a summary, or before escaping."""
    printable = "".join(" " if unicodedata.category(sign) in _UNPRINTABLE else sign for sign in text)
    line = re.sub(r"\s+", " ", printable).strip()
    return line if len(line) <= LABEL_LIMIT else f"{line[: LABEL_LIMIT - 1]}…"


def escaped(text: str) -> str:
    """The text with every character that GitHub-flavoured Markdown or HTML could read as markup escaped."""
    return _MARKUP.sub(lambda sign: _ENTITIES.get(sign.group(), f"\\{sign.group()}"), plain(text))


def bulleted(lines: Iterable[str]) -> str:
    """A list with one bullet per line; the lines are Markdown."""
    return "\n".join(f"- {line}" for line in lines)
