"""Criterion → a nested Markdown list in plain words."""

from __future__ import annotations

from cds_service.guideline.recommendation import ALWAYS, NEVER
from cds_service.logic.criterion import Confirmed, Criterion, Definition, Every, Not, Some, Test, WhenKnown, parts

_HEADINGS: dict[type[Criterion], str] = {
    Every: "all of",
    Some: "any of",
    Not: "not",
    Confirmed: "confirmed (never a reason against)",
    WhenKnown: "known that",
}
_UNSAID = {"all of", "any of", "not", "confirmed", "known that"}


def criterion_text(criterion: Criterion, depth: int = 0) -> str:
    """One bullet per line of the criterion; named definitions carry their sources."""
    if criterion in (ALWAYS, NEVER):
        return f"{'  ' * depth}- {criterion.text}"
    below = parts(criterion)
    if isinstance(criterion, Definition) and isinstance(criterion.of, Test) and criterion.of.text == criterion.text:
        below = ()
    lines = [f"{'  ' * depth}- {_heading(criterion)}", *(criterion_text(part, depth + 1) for part in below)]
    return "\n".join(lines)


def _heading(criterion: Criterion) -> str:
    if isinstance(criterion, Test):
        return criterion.text
    if isinstance(criterion, Definition):
        return f"**{criterion.text}** ({criterion.id}; {', '.join(criterion.sources)})"
    kind = _HEADINGS[type(criterion)]
    return f"{kind}:" if criterion.text in _UNSAID else f"{criterion.text} – {kind}:"
