"""Criterion → a nested Markdown list in plain words."""

from __future__ import annotations

from cds_service.cards.words import in_words
from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.items.item import BOOLEAN
from cds_service.guideline.recommendation import ALWAYS, NEVER
from cds_service.logic.criterion import Confirmed, Criterion, Definition, Every, Not, Some, Test, WhenKnown, parts
from cds_service.logic.domain import Choice

_HEADINGS: dict[type[Criterion], str] = {
    Every: "all of",
    Some: "any of",
    Not: "not",
    Confirmed: "confirmed (never a reason against)",
    WhenKnown: "known that",
}
_UNSAID = {"all of", "any of", "not", "confirmed", "known that"}


def criterion_text(criterion: Criterion, explained: set[str] | None = None) -> str:
    """One bullet per line of the criterion; named definitions carry their sources.

    `explained` holds the definitions already spelled out on a page: they are only named again, and new ones are added.
    """
    return "\n".join(_lines(criterion, 0, set() if explained is None else explained))


def _lines(criterion: Criterion, depth: int, explained: set[str]) -> list[str]:
    indent = "  " * depth
    if criterion in (ALWAYS, NEVER):
        return [f"{indent}- {criterion.text}"]
    if isinstance(criterion, Definition):
        return _definition(criterion, depth, explained)
    below = [line for part in parts(criterion) for line in _lines(part, depth + 1, explained)]
    return [f"{indent}- {_heading(criterion)}", *below]


def _definition(found: Definition, depth: int, explained: set[str]) -> list[str]:
    indent, known = "  " * depth, found.id in explained
    explained.add(found.id)
    if known:
        return [f"{indent}- **{found.text}** ({found.id}, as above)"]
    named = f"{indent}- **{found.text}** ({found.id}; {', '.join(found.sources)})"
    only_repeats = isinstance(found.of, Test) and _leaf(found.of) == found.text
    return [named, *([] if only_repeats else _lines(found.of, depth + 1, explained))]


def _heading(criterion: Criterion) -> str:
    if isinstance(criterion, Test):
        return _leaf(criterion)
    kind = _HEADINGS[type(criterion)]
    return f"{kind}:" if criterion.text in _UNSAID else f"{criterion.text} – {kind}:"


def _leaf(leaf: Test) -> str:
    """The words of a leaf, the values that it takes where they only name the item, and those that leave it open."""
    item = BY_NAME[leaf.item]
    if not isinstance(item.range, Choice) or not isinstance(leaf.holds, Choice):
        return leaf.text
    bare = leaf.text == item.label and item.range != BOOLEAN
    takes = f": {in_words(leaf.item, leaf.holds)}" if bare else ""
    against = {word for fails in leaf.fails if isinstance(fails, Choice) for word in fails.members}
    undecided = item.range.members - leaf.holds.members - against
    leaves_open = f" (“{in_words(leaf.item, Choice(members=undecided))}” leaves it open)" if undecided else ""
    return f"{leaf.text}{takes}{leaves_open}"
