"""Figures → text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from cds_service.feedback.report.figures import Line, Report
from cds_service.feedback.report.words import ITEMS, NOT_SAID, OFFERS, REASONS, TOPICS, WEEKS, facts

_WIDTH = 120
_NAME = 60
_COLUMNS = ("sent", "accepted", "overridden", "no feedback", "acceptance")


def report_text(report: Report) -> str:
    """The whole report, at most 120 columns wide."""
    return "\n".join(_parts(report)) + "\n"


def _parts(report: Report) -> Iterator[str]:
    yield from facts(report)
    for title, lines in ((TOPICS, report.topics), (ITEMS, report.items), (WEEKS, report.weeks)):
        yield from _table(title, _COLUMNS, ((_name(line.id, line.name), _figures(line)) for line in lines))
    reasons = ((_name(line.id, line.name), (str(line.count),)) for line in report.reasons)
    yield from _table(REASONS, ("given",), reasons)
    offers = ((_name(line.id, line.name), (str(line.offered), str(line.accepted))) for line in report.offers)
    yield from _table(OFFERS, ("offered", "ordered"), offers)
    yield ""
    yield textwrap.fill(NOT_SAID, _WIDTH)


def _table(title: str, columns: Iterable[str], rows: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    yield ""
    yield f"{title:{_NAME}}" + "".join(f"{column:>12}" for column in columns)
    found = [f"{_cut(name):{_NAME}}" + "".join(f"{figure:>12}" for figure in figures) for name, figures in rows]
    yield from [row.rstrip() for row in found] or ["  none"]


def _figures(line: Line) -> tuple[str, ...]:
    acceptance = "" if line.acceptance is None else f"{line.acceptance:.0f} %"
    return (str(line.sent), str(line.accepted), str(line.overridden), str(line.silent), acceptance)


def _cut(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _name(identifier: str, name: str) -> str:
    return f"  {identifier}  {name}".rstrip()
