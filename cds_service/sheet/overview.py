"""Recommendations → one drawing: the gates in front, then what may be advised for each target, in display order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape

from cds_service.guideline.recommendation import ALWAYS, Recommendation, Target
from cds_service.logic.criterion import Criterion, Definition, Every, Not, Some, Test, parts

WIDTH, BOX, HEIGHT, GAP, LABEL, LINE = 1120, 196, 166, 14, 108, 13
PER_ROW = 5
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
class _Row:
    label: str
    top: int
    boxes: tuple[Recommendation, ...]


def overview_svg(recommendations: Sequence[Recommendation]) -> str:
    """The drawing as SVG; it follows from the values, so a new recommendation appears by itself."""
    rows = _rows(recommendations)
    height = rows[-1].top + HEIGHT + 40
    drawn = [*_gates(), *(part for row in rows for part in _row(row)), *_legend(height - 24)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="Decision overview" font-family="sans-serif" font-size="11">{"".join(drawn)}</svg>'
    )


def _rows(recommendations: Sequence[Recommendation]) -> list[_Row]:
    rows: list[_Row] = []
    top = 110
    for label, target in ROWS:
        found = [one for one in recommendations if one.acts_on is target]
        for start in range(0, len(found), PER_ROW):
            rows.append(_Row(label="" if start else label, top=top, boxes=tuple(found[start : start + PER_ROW])))
            top += HEIGHT + GAP
    return rows


def _row(row: _Row) -> Iterable[str]:
    yield f'<text x="4" y="{row.top + 20}" font-weight="bold" font-size="14">{row.label}</text>'
    for place, one in enumerate(row.boxes):
        left = LABEL + place * (BOX + GAP // 2)
        yield _frame(left, row.top, HEIGHT, FILL[one.strength[0].strength.value if one.strength else None])
        yield _text(left + 6, row.top + 16, f"{one.id} {one.card.short or one.card.title}", bold=True, lines=2)
        yield _text(left + 6, row.top + 48, _if(one), lines=4)
        yield _text(left + 6, row.top + 106, _not_if(one), colour="#8a1c1c", lines=4)


def _gates() -> Iterable[str]:
    for place, (question, about, otherwise) in enumerate(GATES):
        left = LABEL + place * (BOX + GAP // 2)
        yield _frame(left, 8, 84, "#fdf6e3")
        yield _text(left + 6, 26, question, bold=True, lines=1)
        yield _text(left + 6, 42, about, lines=1)
        yield _text(left + 6, 62, otherwise, colour="#8a1c1c", lines=2)
        if place:
            yield f'<path d="M{left - 7} 50 l6 0 m-3 -3 l3 3 l-3 3" stroke="#333" fill="none"/>'
    yield '<text x="4" y="28" font-weight="bold" font-size="14">First</text>'


def _legend(top: int) -> Iterable[str]:
    for place, (word, fill) in enumerate(FILL.items()):
        left = LABEL + place * 150
        yield f'<rect x="{left}" y="{top}" width="14" height="14" fill="{fill}" stroke="#555"/>'
        yield _text(left + 20, top + 11, f"at most {word}" if word else "information", lines=1)


def _frame(left: int, top: int, height: int, fill: str) -> str:
    size = f'width="{BOX}" height="{height}" rx="5"'
    return f'<rect x="{left}" y="{top}" {size} fill="{fill}" stroke="#555"/>'


def _text(left: int, top: int, words: str, *, lines: int, bold: bool = False, colour: str = "#111") -> str:
    found = wrap(words, 33 if not bold else 30)
    shown = [*found[: lines - 1], found[lines - 1] + " …"] if len(found) > lines else found
    spans = "".join(
        f'<tspan x="{left}" dy="{LINE if place else 0}">{escape(one)}</tspan>' for place, one in enumerate(shown)
    )
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{left}" y="{top}" fill="{colour}"{weight}>{spans}</text>'


def _if(one: Recommendation) -> str:
    return "every patient in scope" if one.trigger == ALWAYS else f"if {_in_words(one.trigger)}"


def _not_if(one: Recommendation) -> str:
    against = [_in_words(part) for part in (one.eligibility, one.conflict, one.safety) if parts(part)]
    waits = f"after: {_in_words(one.needs_first)}. " if one.needs_first != ALWAYS else ""
    return waits + (f"not if {' or '.join(against)}" if against else "")


def _in_words(criterion: Criterion) -> str:
    """The criterion in one breath: definitions by their text, not by what they are made of."""
    match criterion:
        case Test() | Definition():
            return criterion.text
        case Every() if criterion.of:
            return " and ".join(_in_words(part) for part in criterion.of)
        case Some() if criterion.of:
            return " or ".join(_in_words(part) for part in criterion.of)
        case Not() if criterion.text == "not":
            return f"not ({_in_words(criterion.of)})"
        case Every() | Some() | Not():
            return criterion.text
        case _:
            return _in_words(criterion.of)
