"""The review sheet says what the service runs on, all of it, and a person can print it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from cds_service.cli.sheet import sheet
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warnings import WARNINGS
from cds_service.knowledge import assembled
from cds_service.logic.criterion import tests as leaves
from cds_service.sheet.examples import HERE
from cds_service.sheet.overview import overview_svg
from cds_service.sheet.page import recommendation_page, warning_page
from cds_service.sheet.sheet import html_sheet, markdown_sheet
from tests.cards.patients import knowledge

every_recommendation = pytest.mark.parametrize("one", RECOMMENDATIONS, ids=lambda one: one.slug)
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
    assert all(line.text in page for line in one.card.lines)
    assert all(f"**{source}**" in page for source in one.sources)


@every_warning
def test_a_page_holds_every_leaf_line_and_source_of_its_warning(one: SafetyWarning) -> None:
    page = warning_page(one, None)
    assert all(leaf.text in page for criterion in (one.when, one.unless) for leaf in leaves(criterion))
    assert all(line.text in page for line in one.lines)
    assert all(f"**{source}**" in page for source in one.sources)


@every_recommendation
def test_a_page_shows_the_vignettes_of_its_file(one: Recommendation) -> None:
    page = recommendation_page(one, HERE)
    written = (HERE / f"{one.slug}.yaml").read_text("utf-8")
    assert page.count("\n| ") - 1 == len(re.findall(r"^- id:", written, flags=re.MULTILINE))


def test_the_sheet_holds_every_page_and_the_hash() -> None:
    text = markdown_sheet(knowledge(), HERE)
    for identifier in [one.id for one in RECOMMENDATIONS] + [one.id for one in WARNINGS]:
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
    assert html.count("<section>") == len(RECOMMENDATIONS) + len(WARNINGS)
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
