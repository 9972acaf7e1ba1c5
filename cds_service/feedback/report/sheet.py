"""Figures → CSV: one figure a line, so that a spreadsheet can turn them as it likes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from cds_service.feedback.report.figures import Line, Report

HEAD = ("part", "id", "name", "measure", "value")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Figure = tuple[str, str, str, str, object]


def report_csv(report: Report) -> str:
    """The report as CSV (RFC 4180); no text of a client's is a formula in it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    writer.writerows([_inert(str(cell)) for cell in figure] for figure in _figures(report))
    return text.getvalue()


def _figures(report: Report) -> Iterator[Figure]:
    yield ("all", "", "", "answers with cards", report.answers)
    yield ("all", "", "", "critical cards", report.critical)
    if report.critical_rate is not None:
        yield ("all", "", "", "critical cards per 100 answers with cards", f"{report.critical_rate:.2f}")
    yield ("all", "", "", "feedback about cards not on record", report.unknown)
    yield from _lines("all", (report.total,))
    yield from _lines("topic", report.topics)
    yield from _lines("item", report.items)
    yield from _lines("week", report.weeks)
    for reason in report.reasons:
        yield ("reason", reason.id, reason.name, "given", reason.count)
        yield from (("reason", reason.id, reason.name, f"given on {topic}", n) for topic, n in reason.topics.items())
    for offer in report.offers:
        yield ("order", offer.id, offer.name, "offered", offer.offered)
        yield ("order", offer.id, offer.name, "ordered", offer.accepted)


def _lines(part: str, lines: Iterable[Line]) -> Iterator[Figure]:
    for line in lines:
        yield (part, line.id, line.name, "sent", line.sent)
        yield (part, line.id, line.name, "accepted", line.accepted)
        yield (part, line.id, line.name, "overridden", line.overridden)
        yield (part, line.id, line.name, "without feedback", line.silent)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
