"""A judged run → one page without scripts or foreign content."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template

from cds_service.harness.finding import Judgement, Outcome
from cds_service.harness.report.summary import Report, caution, evidence, verdict, why_unmeasured

_HEADINGS = {
    Outcome.FAIL: "Breached",
    Outcome.WARN: "Advice",
    Outcome.KEPT: "Kept",
    Outcome.NOT_APPLICABLE: "Not measured in this run",
}
_COLUMNS = ("Rule", "Strength", "Version", "Requirement", "Exchanges", "Evidence and remedy")


def html_page(report: Report) -> str:
    """The page; whatever came from the service is escaped."""
    template = Template(files("cds_service.harness.report").joinpath("page.html").read_text("utf-8"))
    return template.substitute(
        url=escape(report.url),
        target=escape(report.target),
        requests=report.requests,
        verdict=escape(verdict(report)),
        caution=escape(caution(report) or ""),
        state=Outcome.FAIL if report.count(Outcome.FAIL) else Outcome.KEPT,
        sections="\n".join(_section(report, outcome) for outcome in Outcome if report.having(outcome)),
    )


def _section(report: Report, outcome: Outcome) -> str:
    rows = "\n".join(_row(report, judgement) for judgement in report.having(outcome))
    heading = f"<h2>{_HEADINGS[outcome]} ({report.count(outcome)})</h2>"
    columns = f"<tr>{''.join(f'<th>{name}</th>' for name in _COLUMNS)}</tr>"
    return f'<section class="{outcome}">{heading}<table>{columns}\n{rows}</table></section>'


def _row(report: Report, judgement: Judgement) -> str:
    rule = judgement.rule
    cells = (rule.id, rule.strength, f"since {rule.since}", rule.title, str(judgement.measured))
    found = "".join(f"<li>{escape(line)}</li>" for line in evidence(judgement, limit=20))
    last = f"<ul>{found}</ul>{escape(rule.remedy)}" if found else ""
    if judgement.outcome is Outcome.NOT_APPLICABLE:
        last = escape(why_unmeasured(report, judgement))
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}<td>{last}</td></tr>"
