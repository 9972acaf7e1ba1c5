"""A judged run → lines for the terminal, failures first."""

from __future__ import annotations

from collections.abc import Iterator

from cds_service.harness.finding import Judgement, Outcome
from cds_service.harness.report.summary import Report, caution, evidence, verdict

_COLOURS = {Outcome.FAIL: "red", Outcome.WARN: "yellow"}


def lines(report: Report) -> Iterator[tuple[str, str | None]]:
    """Each line with its colour, if any."""
    yield f"{report.url} against CDS Hooks {report.target}: {report.requests} requests", None
    for outcome, heading in ((Outcome.FAIL, "Breached"), (Outcome.WARN, "Advice")):
        if found := report.having(outcome):
            yield "", None
            yield heading, _COLOURS[outcome]
            for judgement in found:
                yield from _breached(judgement)
    yield "", None
    yield from _by_suite(report)
    yield "", None
    if text := caution(report):
        yield text, _COLOURS[Outcome.WARN]
    yield f"{verdict(report)}.", _COLOURS[Outcome.FAIL] if report.count(Outcome.FAIL) else "green"


def _breached(judgement: Judgement) -> Iterator[tuple[str, str | None]]:
    rule = judgement.rule
    yield f"  {rule.id:<7} {rule.strength:<11} {rule.title}", _COLOURS[judgement.outcome]
    for line in evidence(judgement):
        yield f"          {line}", None
    yield f"          → {rule.remedy}", None


def _by_suite(report: Report) -> Iterator[tuple[str, str | None]]:
    for suite in dict.fromkeys(one.rule.suite for one in report.judgements):
        ended = [one.outcome for one in report.judgements if one.rule.suite == suite]
        parts = [f"{ended.count(outcome)} {outcome}" for outcome in Outcome if outcome in ended]
        yield f"  {suite:<20} {', '.join(parts)}", None
        if reason := report.unmeasured.get(suite):
            yield f"  {'':<20} not measured: {reason}", _COLOURS[Outcome.WARN]
