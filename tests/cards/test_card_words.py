"""Facts are said with value, unit, comparator, specimen and date."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from cds_service.cards.words import _WORDS, filled, open_because, origin, value, value_with_origin, why_open
from cds_service.case.items.dictionary import BY_NAME, ITEMS
from cds_service.case.items.item import NEVER
from cds_service.logic.dates import in_month, in_year
from cds_service.logic.domain import INFINITY, Choice, Domain, Interval, exactly, one_of
from cds_service.logic.fact import Evidence, Fact, Why
from tests.cards import patients


def between(
    low: int | str, high: int | str | Decimal, *, low_closed: bool = True, high_closed: bool = True
) -> Interval:
    """The interval between two numbers."""
    return Interval(low=Decimal(low), high=Decimal(high), low_closed=low_closed, high_closed=high_closed)


@pytest.mark.parametrize(
    ("name", "possible", "said"),
    [
        ("ki67", exactly(2), "2 %"),
        ("ki67", exactly("2.50"), "2.5 %"),
        ("ki67", exactly(100), "100 %"),
        ("ki67", between(0, 3, high_closed=False), "< 3 %"),
        ("ki67", between(0, 10), "≤ 10 %"),
        ("ki67", between(5, 15), "5–15 %"),
        ("ki67", between(20, 100, low_closed=False), "> 20 %"),
        ("ki67", between(55, 100), "≥ 55 %"),
        ("ki67", exactly(0), "0 %"),
        ("age", exactly(56), "56 years"),
        ("stableMonths", between(6, 600), "≥ 6 months"),
        ("stableMonths", exactly(12), "12 months"),
        ("mdtDate", NEVER, "never"),
        ("mdtDate", exactly(40), "40 days"),
        ("mdtDate", between(91, INFINITY), "≥ 91 days"),
        ("ssaEver", exactly(2), "2 doses"),
        ("ssaEver", between(1, INFINITY, high_closed=False), "≥ 1 doses"),
        ("priorPrrt", exactly(4), "4 cycles"),
        ("ecog", exactly(2), "2"),
        ("inr", exactly("1.5"), "1.5"),
        ("hb", exactly("9.5"), "9.5 g/dL"),
        ("bilirubinUln", exactly(3), "3 × upper limit of normal"),
        ("platelets", exactly(75), "75 × 10⁹/L"),
        ("grade", one_of("G2"), "G2"),
        ("grade", one_of("G1", "G2"), "G1 or G2"),
        ("functional", one_of("true"), "yes"),
        ("liverDom", one_of("exclusive"), "liver only"),
        ("primaryComplication", one_of("impending-stenosis"), "impending stenosis"),
        ("ki67", BY_NAME["ki67"].range, "not known"),
        ("grade", BY_NAME["grade"].range, "not known"),
        ("mdtDate", BY_NAME["mdtDate"].range, "not known"),
    ],
)
def test_a_value_is_said_as_a_clinician_says_it(name: str, possible: Domain, said: str) -> None:
    assert value(name, Fact(possible=possible)) == said


def test_a_value_carries_its_specimen_and_date() -> None:
    found = patients.fact(2, "liver biopsy", patients.LAST_SCAN)
    assert value_with_origin("ki67", found) == "2 % (liver biopsy, 2026-11-02)"


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (Evidence(reference="r", date=in_month(2026, 8)), "2026-08"),
        (Evidence(reference="r", date=in_year(2025), label="CT"), "CT, 2025"),
        (Evidence(reference="r"), "undated"),
        (Evidence(reference="r", label="CT"), "CT, undated"),
        (Evidence(reference="r", date=in_year(2025), label=" \u200b "), "2025"),
        (Evidence(reference="r", date=in_year(2025), label="CT *new*"), r"CT \*new\*, 2025"),
    ],
)
def test_the_origin_of_a_value_is_said_as_exactly_as_it_is_known(evidence: Evidence, said: str) -> None:
    assert origin(evidence) == said


def test_a_stale_value_is_not_said_as_if_it_still_held() -> None:
    old = Fact(possible=BY_NAME["ki67"].range, why=Why.STALE, evidence=patients.fact(2, "CT").evidence)
    assert value_with_origin("ki67", old) == "not known"


def test_the_decisive_evidence_is_the_one_that_is_named() -> None:
    first, second = patients.fact(2, "liver").evidence, patients.fact(2, "node").evidence
    assert "liver" in value_with_origin("ki67", Fact(possible=exactly(2), evidence=first + second))


@pytest.mark.parametrize("why", Why)
def test_an_open_item_is_named_with_its_reason(why: Why) -> None:
    assert open_because("ki67", patients.open_fact("ki67", why)) == f"Ki-67 (highest specimen) ({why.value})"


def test_an_item_that_is_recorded_but_not_settled_is_named_with_what_is_recorded() -> None:
    found = Fact(possible=between(0, 5, high_closed=False))
    assert open_because("ki67", found) == "Ki-67 (highest specimen) (recorded as < 5 %)"


def test_every_word_of_every_item_has_its_words() -> None:
    words = {word for item in ITEMS if isinstance(item.range, Choice) for word in item.range.members}
    assert sorted(words - set(_WORDS)) == []


def test_no_words_are_kept_for_what_no_item_can_be() -> None:
    words = {word for item in ITEMS if isinstance(item.range, Choice) for word in item.range.members}
    assert sorted(set(_WORDS) - words - {"octreotide", "lanreotide", "both"}) == []


@pytest.mark.parametrize(
    "item", [item for item in ITEMS if isinstance(item.range, Interval)], ids=lambda item: item.name
)
def test_a_number_is_said_without_the_brackets_and_stars_of_ucum(item: object) -> None:
    name = next(one.name for one in ITEMS if one is item)
    assert not re.search(r"[\[\]{}*_]", value(name, Fact(possible=exactly(7))))


def test_a_placeholder_is_filled_with_the_origin_in_markdown_and_without_it_in_plain_text() -> None:
    facts = {"ki67": patients.fact(30, "liver")}
    assert filled("Ki-67 {ki67}.", facts, markdown=True) == "Ki-67 30 % (liver, 2026-11-02)."
    assert filled("Ki-67 {ki67}.", facts, markdown=False) == "Ki-67 30 %."


def test_a_placeholder_in_the_text_of_the_record_is_not_filled() -> None:
    facts = {"ki67": patients.fact(30, "{grade}"), "grade": patients.fact("G3")}
    assert "G3" not in filled("Ki-67 {ki67}.", facts, markdown=True)


@pytest.mark.parametrize(("name", "said"), [("age", "60 years"), ("microspheres", "resin")])
def test_what_stands_on_the_person_or_in_the_order_has_no_day(name: str, said: str) -> None:
    found = patients.fact(60 if name == "age" else "resin")
    assert value_with_origin(name, found) == said


def test_what_an_order_does_not_say_is_not_called_a_record() -> None:
    anything = Fact(possible=BY_NAME["microspheres"].range)
    assert why_open("microspheres", anything) == "not stated"


def test_a_stale_value_is_named_with_its_day() -> None:
    stale = Fact(possible=BY_NAME["hb"].range, why=Why.STALE, evidence=patients.fact(9).evidence)
    assert why_open("hb", stale) == "stale, 2026-11-02"
