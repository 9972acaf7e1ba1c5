"""The blocks of which a page is made: criteria, strengths, texts of a card, thresholds, origin, examples, signature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import indent

from cds_service.guideline.definitions.scope import SCOPE
from cds_service.guideline.recommendation import ALWAYS, NEVER, Line, Review
from cds_service.logic.criterion import Criterion
from cds_service.sheet.criterion_text import criterion_text
from cds_service.sheet.examples import examples
from cds_service.sheet.thresholds import thresholds
from cds_service.sheet.wording import in_a_breath, of_source, worded

Said = tuple[str, str]  # how it is called, and what it says; what says nothing is left out


def page(title: str, blocks: Iterable[str]) -> str:
    """A heading and its blocks; empty ones are left out."""
    return "\n\n".join((f"## {title}", *(block for block in blocks if block)))


def gates(named: Iterable[tuple[str, Criterion]], explained: set[str]) -> list[str]:
    """One block per criterion that says something; a definition is spelled out where it stands first."""
    said = [(name, criterion) for name, criterion in named if criterion not in (ALWAYS, NEVER)]
    return [_block(name, criterion_text(criterion, explained)) for name, criterion in said]


def unless_scope(population: Criterion) -> Criterion:
    """The population of the whole sheet stands on its front page."""
    return ALWAYS if population == SCOPE else population


def ladder(name: str, rows: Iterable[tuple[str, Criterion]], empty: str, explained: set[str]) -> str:
    """The first row that holds counts; while a row is open, the weakest that is still possible (ruling 3)."""
    written = list(rows)
    if [when for _, when in written] == [ALWAYS]:
        return _block(name, f"**{written[0][0]}** in every case")
    return _block(name, "\n".join(_rung(value, when, explained) for value, when in written) or empty)


def bullets(name: str, said: Iterable[Said]) -> str:
    """A named list of named things."""
    rows = [f"- {called}: {words}" for called, words in said if words]
    return _block(name, "\n".join(rows)) if rows else ""


def texts(name: str, lines: Iterable[Line]) -> str:
    """Lines of a card, each with the condition under which it is said."""
    rows = [f"- {worded(line.text)}{condition(line)}" for line in lines]
    return _block(name, "\n".join(rows)) if rows else ""


def condition(line: Line) -> str:
    """When the line is said; nothing for one that always is."""
    return "" if line.when == ALWAYS else f" *({in_a_breath(line.when)})*"


def numbers(criteria: Iterable[Criterion]) -> str:
    """What is true of each limit itself; the limits of the scope stand on the front page."""
    found = thresholds(criterion for criterion in criteria if criterion != SCOPE)
    return _block("Thresholds", "\n".join(f"- {sentence}" for sentence in found)) if found else ""


def origin(sources: Iterable[str], references: Iterable[str] = (), notes: Iterable[str] = ()) -> str:
    """Statements, divergences, assumptions and rulings with what they say; then references and notes."""
    rows = [f"- **{source}** {of_source(source)}".rstrip() for source in sources]
    rows += [f"- Reference: {reference}" for reference in references]
    rows += [f"- Note: {note}" for note in notes]
    return _block("Where it comes from", "\n".join(rows)) if rows else ""


def tested(slug: str, vignettes: Path | None) -> str:
    """The vignettes of the file, one row each."""
    rows = [f"| {cell(says)} | {cell(expected)} |" for says, expected in examples(slug, vignettes)]
    return _block("Examples, tested", table(("patient", "expected"), rows)) if rows else ""


def table(heads: Sequence[str], rows: Iterable[str]) -> str:
    """A table of rows that are already written."""
    return "\n".join((f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *rows))


def cell(text: str) -> str:
    """Text that stays within one cell."""
    return " ".join(text.split()).replace("|", "\\|")


def signature(review: Review) -> str:
    """The last review and the line to sign."""
    last = f"{review.on.isoformat()}, {review.by}" if review.on else "none yet"
    return f"Last clinical review: {last}. Reviewed by: ____________________ Date: ____________"


def _rung(value: str, when: Criterion, explained: set[str]) -> str:
    if when == ALWAYS:
        return f"1. **{value}** otherwise"
    return f"1. **{value}** when\n{indent(criterion_text(when, explained), '    ')}"


def _block(name: str, body: str) -> str:
    return f"### {name}\n\n{body}"
