"""What a report says of a broken service, and to whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree as ET

import pytest

from cds_service.harness.finding import judged
from cds_service.harness.lending.lent_ehr import LentEhr
from cds_service.harness.report.html import html_page
from cds_service.harness.report.machine import json_text, junit_text
from cds_service.harness.report.summary import Report, caution, verdict
from cds_service.harness.report.terminal import lines
from cds_service.harness.rule import Target, rules_for
from cds_service.harness.run import exchanges_of
from cds_service.harness.sending import Line
from cds_service.harness.valid_call import ValidCall, read_calls
from tests.harness.broken.breaking import answered, is_call, one_service, status
from tests.harness.broken.sound import BASE, Fault, client_of

CALLS = read_calls(Path(__file__).parent / "broken" / "requests")
HOSTILE = '<script>"&\x00'


def report_on(
    fault: Fault, calls: tuple[ValidCall, ...] = CALLS, why: Mapping[str, str] = MappingProxyType({})
) -> Report:
    """The judged run against the service with this fault."""
    with client_of(fault) as client:
        exchanges = tuple(exchanges_of(Line(client=client, base=BASE), calls))
    judgements = judged(rules_for(Target.V2_0_1), exchanges)
    return Report(url=BASE, target=Target.V2_0_1, requests=len(exchanges), judgements=judgements, unmeasured=why)


@pytest.fixture(scope="module", name="hostile")
def _hostile() -> Report:
    return report_on(answered("/cards/0/indicator", HOSTILE))


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append(tag)


def test_a_value_of_the_service_cannot_become_markup_of_the_page(hostile: Report) -> None:
    page = html_page(hostile)
    assert "script" not in _Tags(page).found
    assert "&lt;script&gt;" in page


def test_a_value_of_the_service_cannot_break_the_xml(hostile: Report) -> None:
    failures = ET.fromstring(junit_text(hostile)).findall(".//failure")
    assert [failure.get("message") for failure in failures] == ["Use one of the three, in lower case."]


def test_a_breach_names_rule_place_and_remedy(hostile: Report) -> None:
    rule = next(one for one in json.loads(json_text(hostile))["rules"] if one["id"] == "S-C06")
    assert rule["outcome"] == "fail"
    assert rule["remedy"]
    assert rule["breaches"][0]["evidence"][0].startswith("/cards/0: indicator is ")


def test_the_terminal_shows_breaches_before_all_else(hostile: Report) -> None:
    texts = [text for text, _ in lines(hostile)]
    assert texts[2] == "Breached"
    assert texts[3].split()[:2] == ["S-C06", "DEF"]


def test_the_verdict_counts_binding_rules(hostile: Report) -> None:
    assert verdict(hostile) == "1 binding rule is breached"


def test_advice_alone_is_no_failure() -> None:
    advised = report_on(answered("/cards/0/detail", "<b>x</b>"))
    assert verdict(advised) == "no binding rule is breached; 1 piece of advice"


def test_a_run_in_which_no_call_was_answered_says_so() -> None:
    assert "--header" in str(caution(report_on(status(401, is_call))))


def test_a_run_in_which_no_card_came_back_says_so() -> None:
    assert "No card came back" in str(caution(report_on(Fault(), calls=())))
    assert caution(report_on(Fault())) is None


def test_every_report_says_why_a_suite_was_not_measured() -> None:
    report = report_on(Fault(), why={"tokens": "no <keys>"})
    assert json.loads(json_text(report))["unmeasured"] == {"tokens": "no <keys>"}
    assert "no &lt;keys&gt;" in html_page(report)
    assert any("not measured: no <keys>" in text for text, _ in lines(report))
    skipped = ET.fromstring(junit_text(report)).findall(".//testcase[@classname='tokens']/skipped")
    assert {one.get("message") for one in skipped} == {"no <keys>"}


def test_a_breach_is_shown_with_its_exchange_and_what_the_ehr_was_asked(lent: LentEhr) -> None:
    fault = Fault(fhir_server=lent.base, forgives=frozenset({"writes"}), discovery=one_service)
    with client_of(fault) as client:
        exchanges = tuple(exchanges_of(Line(client=client, base=BASE), CALLS, lent))
    judgements = judged(rules_for(Target.V2_0_1), exchanges)
    report = Report(url=BASE, target=Target.V2_0_1, requests=len(exchanges), judgements=judgements)
    (rule,) = [one for one in json.loads(json_text(report))["rules"] if one["id"] == "S-F13"]
    assert rule["breaches"][0]["exchange"].startswith("POST /cds-services/sound-sign → 200 in ")
    assert "POST Basic with a token" in rule["breaches"][0]["asked"]
    assert "the EHR was asked GET Patient/… with a token" in html_page(report)
