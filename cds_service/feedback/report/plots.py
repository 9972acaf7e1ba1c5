"""Numbers → drawings (SVG): stacked bars, lying or standing; what their parts mean is said by CSS classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH = 960
_LABEL = 400
_LENGTH = 480
_ROW = 24
_HEIGHT = 160
_FOOT = 36
_WIDEST_COLUMN = 40
_LABELS_AT_MOST = 9
_LETTERS = 54


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its label, and its parts as (CSS class, what it counts, number)."""

    label: str
    parts: tuple[tuple[str, str, int], ...]

    @property
    def total(self) -> int:
        """The length of the whole bar."""
        return sum(number for _, _, number in self.parts)

    @property
    def said(self) -> str:
        """Label and numbers as one text, for who cannot see the drawing."""
        return f"{self.label}: {', '.join(f'{what} {number}' for _, what, number in self.parts)}"


def lying(bars: Sequence[Bar]) -> str:
    """One bar below the other, each with its label before it and its total behind it."""
    scale = _LENGTH / _longest(bars)
    rows = "".join(_lying(bar, index * _ROW, scale) for index, bar in enumerate(bars))
    return _drawing(rows, max(len(bars), 1) * _ROW)


def standing(bars: Sequence[Bar]) -> str:
    """One bar beside the other, with a label below every bar, or below some where they are many."""
    scale = (_HEIGHT - _ROW) / _longest(bars)
    step = min(_WIDTH / max(len(bars), 1), 2 * _WIDEST_COLUMN)
    each = -(-len(bars) // _LABELS_AT_MOST) or 1
    columns = "".join(_standing(bar, index * step, step / 2, scale, not index % each) for index, bar in enumerate(bars))
    return _drawing(columns, _HEIGHT + _FOOT)


def _lying(bar: Bar, top: float, scale: float) -> str:
    x, drawn = float(_LABEL), ""
    for kind, _, number in bar.parts:
        drawn += _rectangle(kind, x, top + 4, number * scale, _ROW - 8)
        x += number * scale
    label = bar.label if len(bar.label) <= _LETTERS else f"{bar.label[: _LETTERS - 1]}…"
    texts = _text(label, _LABEL - 8, top + 17, "end") + _text(str(bar.total), x + 6, top + 17, "start")
    return _titled(bar, drawn + texts)


def _standing(bar: Bar, left: float, width: float, scale: float, labelled: bool) -> str:
    y, drawn = float(_HEIGHT), ""
    for kind, _, number in bar.parts:
        y -= number * scale
        drawn += _rectangle(kind, left + width / 2, y, width, number * scale)
    texts = _text(str(bar.total), left + width, y - 5, "middle") if bar.total else ""
    foot = _text(bar.label, left + width, _HEIGHT + 18, "middle") if labelled else ""
    return _titled(bar, drawn + texts + foot)


def _longest(bars: Iterable[Bar]) -> int:
    return max((bar.total for bar in bars), default=0) or 1


def _drawing(content: str, height: float) -> str:
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img">{content}</svg>'


def _titled(bar: Bar, content: str) -> str:
    return f"<g><title>{escape(bar.said)}</title>{content}</g>"


def _rectangle(kind: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _text(text: str, x: float, y: float, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
