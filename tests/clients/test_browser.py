"""A CDS client that runs in a browser, as the public CDS Hooks Sandbox does, with our service on another origin."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pytest

from cds_service.harness.ehr.ehr import Ehr
from cds_service.harness.ehr.faults.profile import profile
from tests.clients.browser.chromium import PROGRAM
from tests.clients.browser.visit import Visit, Visitor, visit
from tests.clients.patients import EMBOLISATION_SELECTED, GRADES_DIFFER, RESECTABLE, records_of, request_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM, reason="Chromium is not installed; .ci/chromium installs it"),
]
HOSTILE = 'Zed <img src=x onerror="executed(1)"> [x](javascript:executed(2)) <script>executed(3)</script> **b**'
LOUDNESS = ["critical", "warning", "info"]


def statuses(seen: Visit) -> dict[str, int | None]:
    """The status of each call that the page could read; None where the browser kept the answer from it."""
    return {name: answer.get("status") for name, answer in seen.calls.items()}


def advice(seen: Visit) -> list[dict[str, Any]]:
    """The cards as they were sent."""
    assert seen.calls["advice"]["status"] == 200, seen.calls["advice"]
    cards: list[dict[str, Any]] = json.loads(seen.calls["advice"]["text"])["cards"]
    return cards


def hostile(value: Any) -> Any:
    """The same resource with hostile text wherever people write."""
    if isinstance(value, list):
        return [hostile(one) for one in value]
    if not isinstance(value, dict):
        return value
    texts = dict.fromkeys(value.keys() & {"text", "display", "family", "valueString"}, HOSTILE)
    notes = {"note": [{"text": HOSTILE}]} if "resourceType" in value else {}
    return {name: hostile(one) for name, one in value.items()} | texts | notes


@pytest.fixture(scope="module", name="known")
def _known(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """The service asks for tokens, and knows the page by its key and its origin."""
    return visit(tmp_path_factory.mktemp("known"), GRADES_DIFFER, visitor=Visitor(known=True))


@pytest.fixture(scope="module", name="ordering")
def _ordering(tmp_path_factory: pytest.TempPathFactory) -> tuple[Visit, Ehr]:
    """An order is being selected; the address of discovery ends with a slash, the EHR refuses searches by POST."""
    held = records_of(request_of(EMBOLISATION_SELECTED))
    ehr = Ehr(held, fault=profile("server-without-post-search"))
    folder = tmp_path_factory.mktemp("ordering")
    return visit(folder, EMBOLISATION_SELECTED, ehr, Visitor(slash="/")), ehr


def test_the_page_reads_discovery_and_fills_what_it_asks_for(known: Visit) -> None:
    services = json.loads(known.calls["discovery"]["text"])["services"]
    (templates,) = [one["prefetch"] for one in services if one["hook"] == "patient-view"]
    assert list(known.prefetched) == list(templates)


def test_the_clinician_sees_each_headline_in_the_colour_of_its_loudness(known: Visit) -> None:
    sent = [(card["indicator"], card["summary"]) for card in advice(known)]
    assert [(indicator, line) for indicator, line, _ in known.cards] == sorted(
        sent, key=lambda one: LOUDNESS.index(one[0])
    )
    assert len({indicator for indicator, _ in sent}) > 1


def test_a_detail_is_rendered_without_leaving_markdown_behind(known: Visit) -> None:
    for _, _, detail in known.cards:
        assert "<li>" in detail
        assert "**" not in detail


def test_the_page_can_read_why_a_call_was_refused(known: Visit) -> None:
    assert statuses(known) == {
        "discovery": 200,
        "advice": 200,
        "unknown": 404,
        "lacking": 412,
        "malformed": 400,
        "stranger": 401,
        "feedback": 400,
    }
    assert "prefetch.conditions" in known.calls["lacking"]["text"]
    assert known.calls["stranger"]["text"] == ""


@pytest.mark.parametrize("label", ["Dismiss", "Override: "])
def test_a_card_that_the_clinician_dismisses_is_taken_as_feedback(known: Visit, label: str) -> None:
    assert {one["status"] for one in known.feedback if one["label"].startswith(label)} == {200}


def test_a_suggestion_that_the_clinician_clicks_is_taken_as_feedback(ordering: tuple[Visit, Ehr]) -> None:
    seen, _ = ordering
    offered = [suggestion["label"] for card in advice(seen) for suggestion in card.get("suggestions", ())]
    assert [one["label"] for one in seen.feedback if one["status"] == 200 and one["label"] in offered] == offered != []


def test_an_ehr_without_searches_by_post_is_read_by_get(ordering: tuple[Visit, Ehr]) -> None:
    seen, ehr = ordering
    assert {"POST", "GET"} <= {asked.method for asked in ehr.asked}
    assert "observations" in seen.prefetched


def test_a_slash_too_much_at_the_end_of_the_address_is_forgiven(ordering: tuple[Visit, Ehr]) -> None:
    seen, _ = ordering
    assert advice(seen)


def test_a_page_on_an_origin_that_is_not_listed_can_read_nothing(tmp_path: Path) -> None:
    seen = visit(tmp_path, RESECTABLE, visitor=Visitor(welcome=False))
    assert set(statuses(seen).values()) == {None}


def test_what_people_wrote_about_a_patient_stays_text_and_does_nothing(tmp_path: Path) -> None:
    records = [hostile(one) for one in records_of(request_of(GRADES_DIFFER))]
    seen = visit(tmp_path, GRADES_DIFFER, Ehr(records))
    details = "".join(detail for _, _, detail in seen.cards)
    assert "Zed <img src=x onerror=" in html.unescape(details)
    assert not any(tag in details for tag in ("<img", "<script", "<a href", "<b>"))
    assert seen.executed == ()
