"""Recommendation or warning → one page in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from cds_service.guideline.definitions.scope import SCOPE
from cds_service.guideline.divergences import DIVERGENCES
from cds_service.guideline.recommendation import ALWAYS, NEVER, Line, Recommendation, Review, all_criteria
from cds_service.guideline.statements import STATEMENTS
from cds_service.guideline.warning import SafetyWarning, warning_criteria
from cds_service.logic.criterion import Criterion
from cds_service.sheet.criterion_text import criterion_text
from cds_service.sheet.examples import examples
from cds_service.sheet.thresholds import thresholds

_SAID = {one.id: one.asserts for one in STATEMENTS} | {one.id: one.divergence for one in DIVERGENCES}


def recommendation_page(one: Recommendation, vignettes: Path | None) -> str:
    """Everything that decides about one recommendation, and what its card says."""
    gates = (
        ("For whom", _unless_scope(one.population)),
        ("Applies when", one.trigger),
        ("Blocked when; while open, the advice is conditional", one.eligibility),
        ("Blocked when known; while open, to be checked before ordering", one.safety),
        ("The source contradicts itself when", one.conflict),
        ("Already done when", one.done_when),
        ("Waits until", one.needs_first),
        ("One step weaker when known", one.lowered_when),
    )
    strengths = [(row.strength.value, row.when) for row in one.strength]
    certainties = [(row.certainty.value, row.when) for row in one.certainty]
    return _page(
        f"{one.id} · {one.card.title}",
        [
            f"File `recommendations/{one.slug.replace('-', '_')}.py`. Held while NET or NEC is open: {_yes(one.held)}.",
            *_gates(gates),
            *_ladder("Strength (wording of the source)", strengths, "information only"),
            *_ladder("Certainty (our appraisal for a sigmoid NET)", certainties, "not appraised"),
            *_beside(one),
            *_texts("What the card says", (*one.card.other_titles, *one.card.lines, *one.card.when_suppressed)),
            *_numbers(all_criteria(one)),
            *_origin(one.sources, one.references, one.notes),
            *_examples(one.slug, vignettes),
            _review(one.review),
        ],
    )


def warning_page(one: SafetyWarning, vignettes: Path | None) -> str:
    """Everything that decides about one warning, and what its card says."""
    while_open = (
        f"{one.open_indicator.value}, while that is open" if one.open_indicator else "silent while that is open"
    )
    orders = ", ".join(kind.value for kind in one.orders) or "none"
    gates = (
        ("For whom", _unless_scope(one.population)),
        ("Warns when", one.when),
        ("Silent when known", one.unless),
        ("Also at the opened chart when", one.at_patient_view),
    )
    return _page(
        f"{one.id} · {one.title}",
        [
            f"Orders: {orders}. **{one.indicator.value}**; {while_open}.",
            *_gates(gates),
            *_texts("What the card says", one.lines),
            *_numbers(warning_criteria(one)),
            *_origin(one.sources, one.references, one.notes),
            *_examples(one.slug.replace("-", "_"), vignettes),
            _review(one.review),
        ],
    )


def _page(title: str, blocks: Iterable[str]) -> str:
    return "\n\n".join((f"## {title}", *blocks))


def _gates(gates: Iterable[tuple[str, Criterion]]) -> list[str]:
    said = [(name, criterion) for name, criterion in gates if criterion not in (ALWAYS, NEVER)]
    return [f"### {name}\n\n{criterion_text(criterion)}" for name, criterion in said]


def _unless_scope(population: Criterion) -> Criterion:
    """The population of the whole sheet stands on its front page."""
    return ALWAYS if population == SCOPE else population


def _ladder(name: str, rows: Sequence[tuple[str, Criterion]], empty: str) -> list[str]:
    """The first row that holds counts; while a row is open, the weakest that is still possible (ruling 3)."""
    if not rows:
        return [f"### {name}\n\n{empty}"]
    lines = [f"1. **{value}** when\n{criterion_text(when, 2)}" for value, when in rows]
    return [f"### {name}\n\n" + "\n".join(lines)]


def _beside(one: Recommendation) -> list[str]:
    if one.acts_on is None:
        return []
    pairs = "; ".join(f"{other.id} ({other.because})" for other in one.beside)
    return [f"### What it treats\n\n{one.acts_on.value}. May stand beside: {pairs or 'those that name it'}."]


def _texts(name: str, lines: Iterable[Line]) -> list[str]:
    rows = [f"- {line.text}" + ("" if line.when == ALWAYS else f" *(when {_short(line.when)})*") for line in lines]
    return [f"### {name}\n\n" + "\n".join(rows)] if rows else []


def _short(criterion: Criterion) -> str:
    """A criterion in one line."""
    return " ".join(part.strip(" -") for part in criterion_text(criterion).replace("**", "").splitlines())


def _numbers(criteria: Iterable[Criterion]) -> list[str]:
    found = thresholds(criteria)
    return ["### Thresholds\n\n" + "\n".join(f"- {sentence}" for sentence in found)] if found else []


def _origin(sources: Iterable[str], references: Iterable[str], notes: Iterable[str]) -> list[str]:
    rows = [f"- **{source}** {_SAID.get(source, '')}".rstrip() for source in sources]
    rows += [f"- Reference: {reference}" for reference in references]
    rows += [f"- Note: {note}" for note in notes]
    return ["### Where it comes from\n\n" + "\n".join(rows)]


def _examples(slug: str, vignettes: Path | None) -> list[str]:
    rows = examples(slug, vignettes)
    if not rows:
        return []
    table = "\n".join(f"| {_cell(says)} | {_cell(expected)} |" for says, expected in rows)
    return [f"### Examples, tested\n\n| patient | expected |\n|---|---|\n{table}"]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _review(review: Review) -> str:
    last = f"{review.on.isoformat()}, {review.by}" if review.on else "none yet"
    return f"Last clinical review: {last}. Reviewed by: ____________________ Date: ____________"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
