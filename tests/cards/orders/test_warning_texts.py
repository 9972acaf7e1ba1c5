"""What the warnings say on a card keeps to the house's wording, and every one has its topic."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from cds_service.cards.card import SUMMARY_LIMIT
from cds_service.cards.ordering.families import common_title, family_of
from cds_service.cards.ordering.orders import name_of
from cds_service.cards.words import value
from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.order import OrderKind
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.guideline.warnings import WARNINGS
from cds_service.logic.fact import Fact
from tests.cards import patients
from tests.cards.rendering import tags
from tests.cards.test_card_texts import GUIDELINE_RECOMMENDS, PLACEHOLDER, longest

LIST = "list"
LONGEST = {name: Fact(possible=longest(name)) for name in BY_NAME}

every_warning = pytest.mark.parametrize("warning", WARNINGS, ids=lambda found: f"{found.id}-{found.slug}")


@every_warning
def test_every_placeholder_is_the_name_of_an_item(warning: SafetyWarning) -> None:
    for text in _texts(warning):
        assert set(PLACEHOLDER.findall(text)) <= {*BY_NAME, LIST}
        assert not set("{}") & set(PLACEHOLDER.sub("", text))


@every_warning
def test_a_list_is_asked_for_where_there_are_words_for_it(warning: SafetyWarning) -> None:
    asks = any("({list})" in text for text in _titles(warning))
    assert asks == bool(warning.named)


@every_warning
def test_a_title_fits_a_summary_whatever_the_facts_say(warning: SafetyWarning) -> None:
    for text in _titles(warning):
        assert len(_filled(text.replace(" ({list})", ""))) <= SUMMARY_LIMIT


@every_warning
def test_a_warning_has_few_words_for_a_title_that_names_several(warning: SafetyWarning) -> None:
    assert 0 < len(warning.short or "") <= 45


@every_warning
def test_a_warning_and_its_family_are_topics_of_cards(warning: SafetyWarning) -> None:
    topics = patients.knowledge().terminology.code_systems["card-topic"].displays
    assert {warning.id, warning.family, family_of(warning).code} <= set(topics)


@every_warning
def test_what_a_warning_offers_is_an_order_that_we_know(warning: SafetyWarning) -> None:
    orders = patients.knowledge().terminology.code_systems["net-order"].displays
    assert {*warning.add, *warning.replacements} <= set(orders)


@every_warning
def test_a_warning_is_never_critical_while_it_is_open(warning: SafetyWarning) -> None:
    assert warning.open_indicator is not Indicator.CRITICAL


@every_warning
def test_a_line_is_no_markup_by_accident(warning: SafetyWarning) -> None:
    for text in _texts(warning):
        assert tags(f"- {PLACEHOLDER.sub('2 %', text)}") == ["ul", "li", "li", "ul"]


@every_warning
def test_no_line_says_that_a_guideline_recommends(warning: SafetyWarning) -> None:
    assert [text for text in _texts(warning) if GUIDELINE_RECOMMENDS.search(text)] == []


@pytest.mark.parametrize("kind", OrderKind)
def test_every_kind_of_order_has_its_words(kind: OrderKind) -> None:
    assert name_of(kind)


def test_every_family_that_is_written_down_has_members_and_a_place_for_them_in_its_title() -> None:
    written = json.loads(files("cds_service.cards.ordering").joinpath("families.json").read_text("utf-8"))
    codes = [code for entry in written for code in entry["families"]]
    assert set(codes) <= {warning.family for warning in WARNINGS}
    assert len(codes) == len(set(codes))
    assert all(entry["title"].count("{list}") == 1 for entry in written)


def test_a_family_title_names_as_many_as_fit_and_counts_the_rest() -> None:
    family = family_of(next(warning for warning in WARNINGS if warning.family == "W07"))
    text = common_title(family, [f"value number {number}" for number in range(20)])
    assert len(text) <= SUMMARY_LIMIT
    assert re.fullmatch(r"PRRT: organ-function limits not met \(value number 0, .*, \d+ more\)", text)


def _filled(text: str) -> str:
    return PLACEHOLDER.sub(lambda found: value(found[1], LONGEST[found[1]]), text)


def _titles(warning: SafetyWarning) -> tuple[str, ...]:
    return tuple(text for text in (warning.title, warning.title_open) if text)


def _texts(warning: SafetyWarning) -> Iterator[str]:
    yield from (*_titles(warning), warning.short or "")
    yield from (line.text for line in (*warning.named, *warning.lines))
