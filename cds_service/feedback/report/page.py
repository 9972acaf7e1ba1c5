"""Figures → one HTML page with drawings and the numbers behind them; it needs nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template

from cds_service.feedback.report.figures import Line, OfferLine, ReasonLine, Report
from cds_service.feedback.report.plots import Bar, lying, standing
from cds_service.feedback.report.words import ITEMS, NOT_SAID, OFFERS, REASONS, TOPICS, WEEKS, facts

Row = Sequence[object]

_LINE_HEAD = ("", "", "sent", "accepted", "overridden", "without feedback", "acceptance")


def report_page(report: Report, title: str) -> str:
    """The page. All text is escaped: codes of reasons are what clients sent."""
    frame = Template(files("cds_service.feedback.report").joinpath("page.html").read_text("utf-8"))
    sections = (
        _section(TOPICS, lying(_bars(report.topics)), _LINE_HEAD, map(_row, report.topics)),
        _section(ITEMS, lying(_bars(report.items)), _LINE_HEAD, map(_row, report.items)),
        _section(WEEKS, standing(_bars(report.weeks)), _LINE_HEAD, map(_row, report.weeks)),
        _reasons(report),
        _offers(report),
    )
    said = "".join(f"<li>{escape(fact)}</li>" for fact in facts(report))
    return frame.substitute(title=escape(title), facts=said, note=escape(NOT_SAID), sections="\n".join(sections))


def _reasons(report: Report) -> str:
    bars = [Bar(label=_label(line), parts=(("overridden", "given", line.count),)) for line in report.reasons]
    rows = [
        (line.id, line.name, line.count, ", ".join(f"{topic} {number}" for topic, number in line.topics.items()))
        for line in report.reasons
    ]
    return _section(REASONS, lying(bars), ("", "", "given", "on cards about"), rows)


def _offers(report: Report) -> str:
    bars = [
        Bar(
            label=_label(line),
            parts=(
                ("accepted", "ordered", line.accepted),
                ("silent", "not ordered here", line.offered - line.accepted),
            ),
        )
        for line in report.offers
    ]
    rows = [(line.id, line.name, line.offered, line.accepted) for line in report.offers]
    return _section(OFFERS, lying(bars), ("", "", "offered", "ordered"), rows)


def _bars(lines: Iterable[Line]) -> list[Bar]:
    return [
        Bar(
            label=_label(line),
            parts=(
                ("accepted", "accepted", line.accepted),
                ("overridden", "overridden", line.overridden),
                ("silent", "without feedback", line.silent),
            ),
        )
        for line in lines
    ]


def _row(line: Line) -> Row:
    acceptance = "" if line.acceptance is None else f"{line.acceptance:.0f} %"
    return (line.id, line.name, line.sent, line.accepted, line.overridden, line.silent, acceptance)


def _section(title: str, drawing: str, head: Row, rows: Iterable[Row]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
    if not cells:
        return f"<section><h2>{escape(title)}</h2><p>None.</p></section>"
    heads = "".join(f"<th>{escape(str(cell))}</th>" for cell in head)
    numbers = f"<details><summary>Numbers</summary><table><tr>{heads}</tr>{cells}</table></details>"
    return f"<section><h2>{escape(title)}</h2>{drawing}{numbers}</section>"


def _label(line: Line | ReasonLine | OfferLine) -> str:
    return f"{line.id} {line.name}".strip()
