"""The report: what it counts, and the three forms in which it is shown."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

import pytest

from cds_service.database.database import Database
from cds_service.feedback.outcome import Feedback, Outcome, Reason
from cds_service.feedback.report.figures import Line, Report, report_on
from cds_service.feedback.report.kept import Kept, KeptCard, kept_since
from cds_service.feedback.report.page import report_page
from cds_service.feedback.report.plots import Bar, lying, standing
from cds_service.feedback.report.sheet import HEAD, report_csv
from cds_service.feedback.report.text import report_text
from fhir_mappings.terminology import OVERRIDE_REASON, Terminology, load_terminology
from tests.feedback.keeping import ACCEPTED, CARD, NOW, OVERRIDDEN, at, keep

WEEK = timedelta(weeks=1)
FOREIGN = Reason(system="http://example.org/r", code="<script>alert(1)</script>")
_ANSWERS = count()
OURS = Reason(system=OVERRIDE_REASON, code="mdt-decision")


@cache
def terminology() -> Terminology:
    """Ours."""
    return load_terminology()


def kept(database: Database, **since: Any) -> Kept:
    """What the report is made of."""
    with database.reading() as connection:
        return kept_since(connection, **since)


def card(**changes: Any) -> KeptCard:
    """A critical card with a button, of an answer of its own unless another is named."""
    plain = KeptCard(
        topic="W02", indicator="critical", answer=f"answer-{next(_ANSWERS)}", sent=NOW, items=("W02",), buttons=1
    )
    return replace(plain, **changes)


def report(*cards: KeptCard, unknown: int = 0) -> Report:
    """The report on these cards."""
    return report_on(Kept(cards=cards, unknown=unknown), terminology())


def test_a_card_is_found_with_everything_that_was_said_of_it(database: Database) -> None:
    keep(database, CARD, at(OVERRIDDEN, 1), ACCEPTED, at(replace(OVERRIDDEN, reasons=(OURS,)), 2))
    (found,) = kept(database).cards
    assert (found.topic, found.indicator, found.answer, found.sent) == ("W02", "critical", "answer-1", NOW)
    assert (found.items, found.buttons) == (("R12", "W02"), 2)
    assert (found.offered, found.accepted) == (("ki67",), ("ki67",))
    assert found.outcome is Outcome.OVERRIDDEN
    assert found.reasons == (Reason(system="", code="x"), OURS)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ((), None),
        ((OVERRIDDEN,), Outcome.OVERRIDDEN),
        ((at(OVERRIDDEN, 1), ACCEPTED), Outcome.OVERRIDDEN),
        ((OVERRIDDEN, at(ACCEPTED, 1)), Outcome.ACCEPTED),
        ((OVERRIDDEN, ACCEPTED), Outcome.ACCEPTED),
    ],
)
def test_the_last_word_on_a_card_counts(
    database: Database, said: tuple[Feedback, ...], outcome: Outcome | None
) -> None:
    keep(database, CARD, *said)
    assert [found.outcome for found in kept(database).cards] == [outcome]


def test_a_button_that_was_not_clicked_is_not_accepted(database: Database) -> None:
    keep(database, CARD, replace(ACCEPTED, suggestions=("sug-cancel",)))
    (found,) = kept(database).cards
    assert (found.offered, found.accepted) == (("ki67",), ())


def test_feedback_about_a_card_that_nobody_sent_is_told_apart(database: Database) -> None:
    keep(database, CARD, replace(CARD, card="other", service="net-order-select"))
    keep(database, OVERRIDDEN, replace(OVERRIDDEN, card="other"), replace(ACCEPTED, card="never"))
    found = kept(database)
    assert (len(found.cards), found.unknown) == (2, 2)


def test_a_report_since_a_day_leaves_out_what_came_before(database: Database) -> None:
    keep(database, CARD, replace(CARD, card="card-2", sent=NOW + WEEK))
    keep(database, OVERRIDDEN, replace(OVERRIDDEN, card="never"))
    found = kept(database, since=NOW + WEEK)
    assert ([found.sent for found in found.cards], found.unknown) == ([NOW + WEEK], 0)
    assert kept(database, since=NOW).unknown == 1


def test_comments_are_no_part_of_a_report(database: Database) -> None:
    keep(database, CARD, OVERRIDDEN)
    assert OVERRIDDEN.comments[0] not in repr(kept(database))


def test_each_topic_has_its_cards_with_their_outcomes_the_most_frequent_first() -> None:
    found = report(
        card(topic="pathway", outcome=None),
        card(topic="W02", outcome=Outcome.ACCEPTED),
        card(topic="W02", outcome=Outcome.OVERRIDDEN),
        card(topic="W02", outcome=None),
    )
    loud, quiet = found.topics
    assert loud == Line(id="W02", name=loud.name, sent=3, accepted=1, overridden=1, declined=1)
    assert loud.name == terminology().code_systems["card-topic"].displays["W02"]
    assert (loud.silent, loud.acceptance) == (1, 50)
    assert (quiet.id, quiet.sent, quiet.silent, quiet.acceptance) == ("pathway", 1, 1, None)


def test_a_card_without_a_button_does_not_lower_acceptance() -> None:
    found = report(
        card(outcome=Outcome.ACCEPTED), card(outcome=Outcome.OVERRIDDEN, buttons=0), card(outcome=Outcome.OVERRIDDEN)
    )
    assert (found.total.overridden, found.total.acceptance) == (2, 50)


def test_a_card_counts_for_each_recommendation_and_warning_behind_it() -> None:
    found = report(card(items=("R12", "W02"), outcome=Outcome.ACCEPTED), card(items=("W02",)))
    assert [(line.id, line.sent, line.accepted) for line in found.items] == [("W02", 2, 1), ("R12", 1, 1)]


def test_critical_cards_are_counted_by_answers_with_cards() -> None:
    found = report(
        card(answer="a"), card(answer="a", indicator="info"), card(answer="b", indicator="warning"), card(answer="c")
    )
    assert (found.answers, found.critical) == (3, 2)
    assert found.critical_rate == pytest.approx(66.67, abs=0.01)
    assert report().critical_rate is None


def test_reasons_are_counted_with_the_topics_on_which_they_were_given() -> None:
    found = report(
        card(topic="W02", reasons=(OURS, FOREIGN)), card(topic="W02", reasons=(OURS,)), card(reasons=(OURS,))
    )
    ours, foreign = found.reasons
    assert (ours.id, ours.count, ours.topics) == ("mdt-decision", 3, {"W02": 3})
    assert ours.name == "Tumour board decided otherwise"
    assert (foreign.id, foreign.name) == (f"{FOREIGN.system}|{FOREIGN.code}", "")


def test_a_code_of_ours_in_a_system_of_another_is_not_ours() -> None:
    (found,) = report(card(reasons=(replace(OURS, system="http://example.org/r"),))).reasons
    assert (found.id, found.name) == ("http://example.org/r|mdt-decision", "")


def test_orders_are_counted_as_offered_and_as_placed() -> None:
    found = report(card(offered=("ki67", "inr"), accepted=("ki67",)), card(offered=("ki67",)))
    assert [(line.id, line.offered, line.accepted) for line in found.offers] == [("ki67", 2, 1), ("inr", 1, 0)]
    assert found.offers[0].name.startswith("Ki-67")


def test_weeks_begin_on_monday_and_have_no_gaps() -> None:
    sunday = NOW + timedelta(days=5)
    found = report(card(sent=NOW), card(sent=sunday), card(sent=sunday + timedelta(days=1)), card(sent=NOW + 3 * WEEK))
    assert [(line.id, line.sent) for line in found.weeks] == [
        ("2026-11-23", 2),
        ("2026-11-30", 1),
        ("2026-12-07", 0),
        ("2026-12-14", 1),
    ]


def everything() -> Report:
    """A report with something of each kind."""
    return report(
        card(outcome=Outcome.ACCEPTED, offered=("ki67",), accepted=("ki67",)),
        card(outcome=Outcome.OVERRIDDEN, reasons=(OURS, FOREIGN, Reason(system="", code="=1+1"))),
        unknown=7,
    )


def figures_of(text: str) -> Mapping[tuple[str, str, str], str]:
    """The figures of a CSV."""
    head, *found = csv.reader(io.StringIO(text, newline=""))
    assert tuple(head) == HEAD
    return {(part, identifier, measure): value for part, identifier, _, measure, value in found}


def test_the_csv_has_one_figure_a_line() -> None:
    found = figures_of(report_csv(everything()))
    assert found["all", "", "sent"] == "2"
    assert found["all", "", "critical cards per 100 answers with cards"] == "100.00"
    assert found["all", "", "feedback about cards not on record"] == "7"
    assert found["topic", "W02", "accepted"] == found["item", "W02", "overridden"] == "1"
    assert found["week", "2026-11-23", "without feedback"] == "0"
    assert found["reason", "mdt-decision", "given on W02"] == "1"
    assert found["order", "ki67", "ordered"] == "1"


def test_what_a_client_sent_is_no_formula_in_a_spreadsheet() -> None:
    assert ("reason", "'=1+1", "given") in figures_of(report_csv(everything()))


def test_the_table_fits_a_terminal_and_shows_each_figure() -> None:
    shown = report_text(everything())
    assert max(map(len, shown.splitlines())) <= 120
    assert "2 critical cards: 100.0 per 100 answers with cards." in shown
    assert "7 times feedback about a card that is not on record here." in shown
    assert "Ki-67" in shown
    assert "50 %" in shown


@pytest.mark.parametrize("shown", [report_text, report_csv, lambda report: report_page(report, "title")])
def test_a_report_on_nothing_can_be_shown(shown: Any) -> None:
    assert shown(report())


def test_the_page_is_whole_and_needs_nothing_from_elsewhere() -> None:
    page = report_page(everything(), "A < B")
    assert "<title>A &lt; B</title>" in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not any(word in page for word in ("src=", "href=", "@import", "url("))
    assert page.count("<svg") == 5


def test_each_drawing_is_well_formed_and_says_its_numbers() -> None:
    bars = [Bar(label=f"<{number}> {'x' * 90}", parts=(("accepted", "accepted", number),)) for number in range(30)]
    for drawing in (lying(bars), standing(bars), lying([]), standing([])):
        ET.fromstring(drawing)
    assert "&lt;29&gt;" in lying(bars)
    assert "accepted 29" in standing(bars)


def test_the_longest_bar_has_the_whole_length_and_half_of_it_is_half_as_long() -> None:
    bars = [Bar(label="a", parts=(("x", "x", 4), ("y", "y", 4))), Bar(label="b", parts=(("x", "x", 2),))]
    widths = [
        float(element.attrib["width"]) for element in ET.fromstring(lying(bars)).iter() if "width" in element.attrib
    ]
    assert widths == [240.0, 240.0, 120.0]
