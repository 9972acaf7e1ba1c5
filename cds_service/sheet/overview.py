"""Recommendations → one drawing: the gates in front, then what may be advised for each target, in display order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape

from cds_service.guideline.recommendation import ALWAYS, Recommendation, Strength, Target
from cds_service.logic.criterion import parts
from cds_service.sheet.wording import in_a_breath, worded

WIDTH, BOX, GAP, LABEL, LINE, PAD = 1120, 246, 8, 96, 14, 10
PER_ROW, LETTERS, BOLD_LETTERS = 4, 43, 38  # a box holds so many letters in a line
RED, BROWN = "#8a1c1c", "#6b4a00"
FILL = {"strong": "#cfe3f7", "moderate": "#e2eefa", "weak": "#f3f8fd", None: "#f6f6f2"}

# The gates in front of every card (clinical model §4.4 G-*), with where the other answer leads.
GATES = (
    ("In scope?", "stage IV, sigmoid, NEN, adult, liver", "no: silent; open: M00"),
    ("Complicated primary?", "obstruction, bleeding …", "yes: R10a alone"),
    ("NET or NEC known?", "if grade 3", "open: M04 alone"),
    ("Not a NEC?", "differentiation", "NEC: R24, R10b conflict"),
    ("Goals of care?", "comfort or ECOG 4", "yes: symptoms only"),
)
ROWS: tuple[tuple[str, Target | None], ...] = (
    ("Primary", Target.PRIMARY),
    ("Liver", Target.LIVER),
    ("Whole body", Target.WHOLE_BODY),
    ("Orientation", None),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A paragraph of a box."""

    words: str
    bold: bool = False
    colour: str = "#111"

    @property
    def lines(self) -> list[str]:
        return wrap(self.words, BOLD_LETTERS if self.bold else LETTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    fill: str
    parts: tuple[_Part, ...]

    @property
    def height(self) -> int:
        said = [part for part in self.parts if part.lines]
        return 2 * PAD + sum(len(part.lines) * LINE for part in said) + (len(said) - 1) * PAD // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    label: str
    boxes: tuple[_Box, ...]

    @property
    def height(self) -> int:
        return max(box.height for box in self.boxes)


def overview_svg(recommendations: Sequence[Recommendation]) -> str:
    """The drawing as SVG; it follows from the values, so a new recommendation appears by itself."""
    drawn: list[str] = []
    top = GAP
    for row in (*_split("First", [_gate(*gate) for gate in GATES]), *_rows(recommendations)):
        drawn += _drawn(row, top)
        top += row.height + 2 * GAP
    drawn += _legend(top)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + 3 * GAP}" role="img" '
        f'aria-label="Decision overview" font-family="sans-serif" font-size="11.5">{"".join(drawn)}</svg>'
    )


def _rows(recommendations: Sequence[Recommendation]) -> Iterator[_Row]:
    for label, target in ROWS:
        yield from _split(label, [_box(one) for one in recommendations if one.acts_on is target])


def _split(label: str, boxes: Sequence[_Box]) -> Iterator[_Row]:
    for start in range(0, len(boxes), PER_ROW):
        yield _Row(label="" if start else label, boxes=tuple(boxes[start : start + PER_ROW]))


def _gate(question: str, about: str, otherwise: str) -> _Box:
    parts = (_Part(words=question, bold=True), _Part(words=about), _Part(words=otherwise, colour=RED))
    return _Box(fill="#fdf6e3", parts=parts)


def _box(one: Recommendation) -> _Box:
    """What it is, when it applies, and what holds it back."""
    first = "" if one.needs_first == ALWAYS else f"after: {in_a_breath(one.needs_first)}"
    against = [in_a_breath(found) for found in (one.eligibility, one.safety) if parts(found)]
    contradicted = f"source contradicts itself: {in_a_breath(one.conflict)}" if parts(one.conflict) else ""
    return _Box(
        fill=FILL[_at_most(one)],
        parts=(
            _Part(words=f"{one.id} {worded(one.card.short or one.card.title)}", bold=True),
            _Part(words="every patient in scope" if one.trigger == ALWAYS else f"if {in_a_breath(one.trigger)}"),
            _Part(words=first, colour=BROWN),
            _Part(words=contradicted, colour=BROWN),
            _Part(words=f"not if {' or '.join(against)}" if against else "", colour=RED),
        ),
    )


def _at_most(one: Recommendation) -> str | None:
    weakest_first = [strength.value for strength in Strength]
    return max((row.strength.value for row in one.strength), key=weakest_first.index, default=None)


def _drawn(row: _Row, top: int) -> Iterator[str]:
    yield f'<text x="4" y="{top + 20}" font-weight="bold" font-size="14">{row.label}</text>'
    for place, box in enumerate(row.boxes):
        left = LABEL + place * (BOX + GAP)
        size = f'width="{BOX}" height="{row.height}" rx="5"'
        yield f'<rect x="{left}" y="{top}" {size} fill="{box.fill}" stroke="#555"/>'
        yield from _paragraphs(box, left + PAD, top + 2 * PAD)


def _paragraphs(box: _Box, left: int, baseline: int) -> Iterator[str]:
    for part in box.parts:
        for line in part.lines:
            weight = ' font-weight="bold"' if part.bold else ""
            yield f'<text x="{left}" y="{baseline}" fill="{part.colour}"{weight}>{escape(line)}</text>'
            baseline += LINE
        baseline += PAD // 2 if part.lines else 0


def _legend(top: int) -> Iterator[str]:
    for place, (word, fill) in enumerate(FILL.items()):
        left = LABEL + place * 150
        yield f'<rect x="{left}" y="{top}" width="14" height="14" fill="{fill}" stroke="#555"/>'
        yield f'<text x="{left + 20}" y="{top + 11}">{f"at most {word}" if word else "information"}</text>'
