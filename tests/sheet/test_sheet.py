"""The review sheet says what the service runs on, all of it, and a person can print it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from cds_service.case.items.dictionary import ITEMS
from cds_service.cli.sheet import sheet
from cds_service.guideline.question import Question
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warnings import WARNINGS
from cds_service.knowledge import assembled
from cds_service.logic.criterion import tests as leaves
from cds_service.sheet.examples import HERE
from cds_service.sheet.overview import FILL, overview_svg
from cds_service.sheet.question_page import question_page
from cds_service.sheet.recommendation_page import recommendation_page
from cds_service.sheet.sheet import html_sheet, markdown_sheet
from cds_service.sheet.warning_page import warning_page
from cds_service.sheet.wording import READINGS, worded
from tests.cards.patients import knowledge

TABLES = 4  # facts, readings, statements, divergences

every_recommendation = pytest.mark.parametrize("one", RECOMMENDATIONS, ids=lambda one: one.slug)
every_question = pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.id)
every_warning = pytest.mark.parametrize("one", WARNINGS, ids=lambda one: one.slug)


@every_recommendation
def test_a_page_holds_every_leaf_of_its_recommendation(one: Recommendation) -> None:
    page = recommendation_page(one, None)
    gates = (one.trigger, one.eligibility, one.safety, one.conflict, one.done_when, one.needs_first, one.lowered_when)
    for criterion in (*gates, *(row.when for row in one.strength)):
        for leaf in leaves(criterion):
            assert leaf.text in page


@every_recommendation
def test_a_page_holds_every_line_and_source_of_its_recommendation(one: Recommendation) -> None:
    page = recommendation_page(one, None)
    assert all(worded(line.text) in page for line in (*one.card.lines, *one.card.when_suppressed))
    assert all(f"**{source}**" in page for source in one.sources)


@every_recommendation
def test_a_page_holds_every_title_of_its_recommendation(one: Recommendation) -> None:
    page = recommendation_page(one, None)
    special = (one.card.conditional_title, one.card.queued_title, one.card.conflict_title)
    titles = (one.card.title, *(line.text for line in one.card.other_titles), *filter(None, special))
    assert all(worded(title) in page for title in titles)


@every_warning
def test_a_page_holds_every_title_and_the_few_words_of_its_warning(one: SafetyWarning) -> None:
    page = warning_page(one, knowledge().terminology, None)
    written = (one.title, one.title_open or "", one.short or "", *(line.text for line in one.named))
    assert all(worded(text) in page for text in written)
    assert all(identifier in page for identifier in one.replaces)


@every_question
def test_a_page_says_what_is_asked_how_it_is_obtained_and_what_hangs_on_it(one: Question) -> None:
    page = question_page(one, knowledge())
    labels = [item.label for item in ITEMS if item.name in one.items]
    assert all(words in page for words in (one.text, one.obtain, *labels))
    # the scope itself is what M00 serves
    assert one.id == "M00" or re.search(r"^### (Opened chart|Order): asked", page, flags=re.MULTILINE)


@every_warning
def test_a_page_holds_every_leaf_line_and_source_of_its_warning(one: SafetyWarning) -> None:
    page = warning_page(one, knowledge().terminology, None)
    assert all(leaf.text in page for criterion in (one.when, one.unless) for leaf in leaves(criterion))
    assert all(worded(line.text) in page for line in one.lines)
    assert all(f"**{source}**" in page for source in one.sources)


@every_recommendation
def test_a_page_shows_the_vignettes_of_its_file(one: Recommendation) -> None:
    page = recommendation_page(one, HERE)
    written = (HERE / f"{one.slug}.yaml").read_text("utf-8")
    assert page.count("\n| ") - 1 == len(re.findall(r"^- id:", written, flags=re.MULTILINE))


def test_the_sheet_holds_every_page_and_the_hash() -> None:
    text = markdown_sheet(knowledge(), HERE)
    ids = [*(one.id for one in RECOMMENDATIONS), *(one.id for one in WARNINGS), *(one.id for one in QUESTIONS)]
    for identifier in ids:
        assert re.search(rf"^## {identifier} · ", text, flags=re.MULTILINE)
    assert knowledge().hash in text
    assert "awaits local clinical review" in text


def test_a_changed_rule_changes_its_page() -> None:
    first, *others = RECOMMENDATIONS
    changed = replace(first, trigger=RECOMMENDATIONS[5].trigger)
    known = knowledge()
    other = assembled((changed, *others), known.warnings, known.questions, known.terminology)
    assert markdown_sheet(known, None) != markdown_sheet(other, None)


def test_a_limit_says_what_is_true_of_the_number_itself() -> None:
    page = recommendation_page(next(one for one in RECOMMENDATIONS if one.id == "R20"), None)
    assert "age < 60 years: 60 itself does not count" in page
    assert "months of stable disease or response ≥ 6 months: 6 itself counts" in page


def test_the_drawing_is_xml_and_shows_every_recommendation() -> None:
    svg = overview_svg(RECOMMENDATIONS)
    ET.fromstring(svg)
    assert all(f">{one.id} " in svg for one in RECOMMENDATIONS)


def test_a_new_recommendation_appears_in_the_drawing_by_itself() -> None:
    new = replace(RECOMMENDATIONS[0], id="R99", order=999)
    assert ">R99 " in overview_svg((*RECOMMENDATIONS, new))


def test_the_page_is_one_document_with_a_section_for_each_item() -> None:
    html = html_sheet(knowledge(), None)
    assert html.count("<section ") == len(RECOMMENDATIONS) + len(WARNINGS) + len(QUESTIONS) + TABLES
    assert "<svg" in html
    assert "$" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def test_the_command_writes_three_files(tmp_path: Path) -> None:
    result = CliRunner().invoke(sheet, ["--output", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "decision-overview.svg",
        "sheet.html",
        "sheet.md",
    ]


def test_every_link_of_the_index_leads_somewhere_and_only_to_one_place() -> None:
    html = html_sheet(knowledge(), None)
    anchors = re.findall(r'<section id="([^"]+)">', html)
    assert len(anchors) == len(set(anchors))
    assert re.findall(r'href="#([^"]+)"', html) == anchors


def test_no_placeholder_and_no_code_of_a_unit_is_left_to_the_reader() -> None:
    text = markdown_sheet(knowledge(), None)
    assert not re.search(r"[{}]|10\*9|\[ULN\]|m\[IU\]|umol", text)


def test_a_value_that_decides_neither_way_is_named() -> None:
    page = recommendation_page(next(one for one in RECOMMENDATIONS if one.id == "R18"), None)
    assert "somatostatin-receptor imaging positive (“mixed” leaves it open)" in page


def test_every_assumption_ruling_and_interaction_that_a_rule_cites_is_spelled_out() -> None:
    cited = {source for one in RECOMMENDATIONS for source in one.sources}
    cited |= {source for one in WARNINGS for source in one.sources}
    named = {source for source in cited if re.fullmatch(r"[AXG]-?\w+", source)}
    numbers = {number for source in cited if source.startswith("ruling") for number in re.findall(r"\d+", source)}
    assert {*named, *(f"ruling {number}" for number in numbers)} <= set(READINGS)


def test_the_drawing_cuts_no_sentence_short() -> None:
    assert "…" not in overview_svg(RECOMMENDATIONS).replace("bleeding …", "")


def test_the_drawing_shows_the_highest_strength_that_is_possible() -> None:
    first, *_ = RECOMMENDATIONS
    weak_first = replace(first, strength=tuple(reversed(next(o for o in RECOMMENDATIONS if o.id == "R15").strength)))
    assert FILL["strong"] in overview_svg((weak_first,)).split("Primary")[1].split("at most")[0]
