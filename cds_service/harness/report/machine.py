"""A judged run → JSON and JUnit XML."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cds_service.harness.finding import Finding, Judgement, Outcome
from cds_service.harness.report.summary import Report, caution, evidence, verdict, why_unmeasured


def json_text(report: Report) -> str:
    """Every rule with its outcome, and every breach with its evidence."""
    body = {
        "service": report.url,
        "target": report.target,
        "requests": report.requests,
        "verdict": verdict(report),
        **({"caution": text} if (text := caution(report)) else {}),
        "unmeasured": dict(report.unmeasured),
        "counts": {outcome.value: report.count(outcome) for outcome in Outcome},
        "rules": [_rule(judgement) for judgement in report.judgements],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def junit_text(report: Report) -> str:
    """One test suite per suite, one test case per rule; advice is no failure, what was not measured is skipped."""
    root = Element("testsuites", name=f"CDS Hooks {report.target}")
    for suite in dict.fromkeys(one.rule.suite for one in report.judgements):
        judged = [one for one in report.judgements if one.rule.suite == suite]
        counts = {
            "tests": str(len(judged)),
            "failures": str(sum(one.outcome is Outcome.FAIL for one in judged)),
            "skipped": str(sum(one.outcome is Outcome.NOT_APPLICABLE for one in judged)),
        }
        element = SubElement(root, "testsuite", {"name": suite, **counts})
        for judgement in judged:
            _case(element, judgement, why_unmeasured(report, judgement))
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: Element, judgement: Judgement, why: str) -> None:
    rule = judgement.rule
    case = SubElement(suite, "testcase", {"classname": rule.suite, "name": f"{rule.id} {rule.strength} {rule.title}"})
    text = "\n".join(evidence(judgement))
    if judgement.outcome is Outcome.FAIL:
        SubElement(case, "failure", {"message": rule.remedy}).text = text
    elif judgement.outcome is Outcome.WARN:
        SubElement(case, "system-out").text = f"{rule.remedy}\n{text}"
    elif judgement.outcome is Outcome.NOT_APPLICABLE:
        SubElement(case, "skipped", {"message": why})


def _rule(judgement: Judgement) -> dict[str, Any]:
    rule = judgement.rule
    return {
        "id": rule.id,
        "suite": rule.suite,
        "strength": rule.strength,
        "since": rule.since,
        "until": rule.until,
        "title": rule.title,
        "remedy": rule.remedy,
        "outcome": judgement.outcome,
        "measured": judgement.measured,
        "breaches": [_breach(finding) for finding in judgement.breaches],
    }


def _breach(finding: Finding) -> dict[str, Any]:
    found = {"place": finding.place, "evidence": list(finding.evidence), "exchange": finding.exchange}
    return {**found, "asked": list(finding.visits)} if finding.visits else found
