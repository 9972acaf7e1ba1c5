"""Markdown as a client renders it: GitHub-flavoured, with raw HTML and bare addresses live."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

_RENDERER = MarkdownIt("gfm-like", {"html": True, "linkify": True})
_TAG = re.compile(r"<\s*/?\s*([a-zA-Z][\w-]*)")


def rendered(markdown: str) -> str:
    """The HTML of a text in Markdown."""
    return str(_RENDERER.render(markdown))


def tags(markdown: str) -> list[str]:
    """The names of all tags in the rendered text, in their order."""
    return _TAG.findall(rendered(markdown))
