"""Recommendation → one page in Markdown."""

from __future__ import annotations

from pathlib import Path

from cds_service.guideline.recommendation import CardText, Recommendation, all_criteria
from cds_service.sheet.blocks import (
    Said,
    bullets,
    condition,
    gates,
    ladder,
    numbers,
    origin,
    page,
    signature,
    tested,
    texts,
    unless_scope,
)
from cds_service.sheet.wording import worded


def recommendation_page(one: Recommendation, vignettes: Path | None) -> str:
    """Everything that decides about one recommendation, and what its card says."""
    criteria = (
        ("For whom", unless_scope(one.population)),
        ("Applies when", one.trigger),
        ("Blocked when; while open, the advice is conditional", one.eligibility),
        ("Blocked when known; while open, to be checked before ordering", one.safety),
        ("The source contradicts itself when", one.conflict),
        ("Already done when", one.done_when),
        ("Waits until", one.needs_first),
        ("One step weaker when known", one.lowered_when),
    )
    explained: set[str] = set()
    said = gates(criteria, explained)
    return page(
        recommendation_heading(one),
        (
            f"File `recommendations/{one.slug.replace('-', '_')}.py`. Held while NET or NEC is open: {_yes(one.held)}.",
            "" if any(block.startswith("### Applies when") for block in said) else _EVERYBODY,
            *said,
            ladder(
                "Strength (wording of the source)",
                [(row.strength.value, row.when) for row in one.strength],
                "information only",
                explained,
            ),
            ladder(
                "Certainty (our appraisal for a sigmoid NET)",
                [(row.certainty.value, row.when) for row in one.certainty],
                "not appraised",
                explained,
            ),
            _beside(one),
            bullets("Titles of the card", _titles(one.card)),
            texts("What the card says", one.card.lines),
            texts("Said in the notes where evidence from outside suppresses it (X11)", one.card.when_suppressed),
            numbers(all_criteria(one)),
            origin(one.sources, one.references, one.notes),
            tested(one.slug, vignettes),
            signature(one.review),
        ),
    )


def recommendation_heading(one: Recommendation) -> str:
    """The id and the usual title."""
    return f"{one.id} · {worded(one.card.title)}"


_EVERYBODY = "### Applies when\n\n- every patient in scope"


def _titles(card: CardText) -> tuple[Said, ...]:
    return (
        *((f"instead{condition(line)}", worded(line.text)) for line in card.other_titles),
        ("while conditional", worded(card.conditional_title or "")),
        ("while it waits for an earlier step", worded(card.queued_title or "")),
        ("where the source contradicts itself", worded(card.conflict_title or "")),
        ("in a summary of several", card.short or "not named there"),
    )


def _beside(one: Recommendation) -> str:
    if one.acts_on is None:
        return ""
    pairs = "; ".join(f"{other.id} ({other.because})" for other in one.beside)
    return f"### What it treats\n\n{one.acts_on.value}. May stand beside: {pairs or 'those that name it'}."


def _yes(value: bool) -> str:
    return "yes" if value else "no"
