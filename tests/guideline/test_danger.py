"""Ruling 40: what does not expire is computed from the rules that block, worsen or weaken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from cds_service.case.items import predicates
from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.record import Record
from cds_service.case.settling import settle
from cds_service.guideline.danger import dangerous_regions
from cds_service.guideline.recommendation import ALWAYS, CardText, Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.warnings import WARNINGS
from cds_service.logic.criterion import Definition, Every, Not, Some, Test, WhenKnown
from cds_service.logic.dates import on
from cds_service.logic.domain import Domain, exactly
from cds_service.logic.fact import Evidence, Fact, Why
from tests.guideline.vignettes import LISTS, TODAY

DANGERS = dangerous_regions(RECOMMENDATIONS, WARNINGS)
LONG_AGO = date(2020, 1, 5)

HB, AGE = BY_NAME["hb"], BY_NAME["age"]


LOW = predicates.below(HB, 8)
BARE = Recommendation(
    id="R99", slug="a-title", order=1, card=CardText(title="A title", short=None), sources=(), trigger=ALWAYS
)


def _said(regions: Iterable[Domain]) -> set[str]:
    return {str(region) for region in regions}


@pytest.mark.parametrize(
    "blocked_or_weakened",
    [
        replace(BARE, eligibility=LOW),
        replace(BARE, safety=LOW),
        replace(BARE, conflict=LOW),
        replace(BARE, lowered_when=LOW),
    ],
)
def test_a_number_in_what_blocks_or_weakens_is_dangerous_on_its_side(blocked_or_weakened: Recommendation) -> None:
    assert _said(dangerous_regions([blocked_or_weakened])["hb"]) == {"[3,8)"}


@pytest.mark.parametrize(
    "opened_or_closed",
    [
        replace(BARE, trigger=LOW),
        replace(BARE, done_when=LOW),
        replace(BARE, needs_first=LOW),
        replace(BARE, population=LOW),
    ],
)
def test_a_number_in_what_opens_or_closes_is_not(opened_or_closed: Recommendation) -> None:
    assert dangerous_regions([opened_or_closed]) == {}


def test_a_negation_turns_the_side() -> None:
    assert _said(dangerous_regions([replace(BARE, eligibility=Not(of=LOW))])["hb"]) == {"[8,25]"}
    assert _said(dangerous_regions([replace(BARE, eligibility=Not(of=Not(of=LOW)))])["hb"]) == {"[3,8)"}


def test_a_limit_deep_inside_is_found() -> None:
    deep = Some(of=(Every(of=(Definition(id="X", text="x", of=WhenKnown(of=LOW)),)),))
    assert _said(dangerous_regions([replace(BARE, safety=deep)])["hb"]) == {"[3,8)"}


def test_a_range_that_fails_on_both_sides_is_dangerous_on_both_when_negated() -> None:
    between = predicates.between(AGE, 18, 60)
    assert _said(dangerous_regions([replace(BARE, eligibility=Not(of=between))])["age"]) == {"[0,18)", "(60,120]"}


def test_the_regions_of_all_recommendations_are_united() -> None:
    both = [replace(BARE, safety=LOW), replace(BARE, eligibility=predicates.below(HB, 10))]
    assert _said(dangerous_regions(both)["hb"]) == {"[3,8)", "[3,10)"}


def test_words_are_left_to_the_dictionary() -> None:
    word: Test = predicates.is_true(BY_NAME["pregnant"])
    assert dangerous_regions([replace(BARE, safety=word)]) == {}


def test_the_dangers_of_the_recommendations_are_the_limits_of_their_blocks() -> None:
    assert {name: _said(found) for name, found in dangerous_regions(RECOMMENDATIONS).items()} == {
        "ecog": {"[3,5]", "[4,5]"},
        "crcl": {"[5,30)"},
        "priorPrrt": {"[4,∞)"},
        "ki67": {"(55,100]", "[10,100]"},
        "liverPctRecent": {"[50,100]"},
        "stableMonths": {"[0,6)"},
        "age": {"[60,120]"},
        "childPugh": {"[8,15]"},
    }


def test_the_dangers_of_the_warnings_are_the_limits_of_the_safety_layer() -> None:
    """Ruling 40: every region in which a warning reads the item, such as platelets < 100 and INR > 1.5."""
    found = {name: _said(regions) for name, regions in dangerous_regions((), WARNINGS).items()}
    for name, limits in {
        "hb": {"[3,8)"},
        "platelets": {"[0,75)", "[0,50]", "[0,100)"},
        "wbc": {"[0,2)"},
        "anc": {"[0,1)", "[0,1.5)"},
        "crcl": {"[5,30)", "[5,40)", "[5,50)", "[30,50]"},
        "creatinine": {"[2,30]"},
        "bilirubin": {"(2,100]"},
        "bilirubinUln": {"(3,100]"},
        "albumin": {"[0,30)"},
        "inr": {"(1.5,20]"},
        "ptRatio": {"[0,70)"},
        "lungShunt": {"(20,100]"},
        "heartRate": {"[20,60)", "[20,50)"},
    }.items():
        assert found[name] == limits, name


@pytest.mark.parametrize(
    ("name", "value", "lasts"),
    [
        ("ecog", 3, "[3,5]"),
        ("ecog", 4, "[4,5]"),
        ("ecog", 2, None),
        ("crcl", "29.9", "[5,30)"),
        ("crcl", 30, "[5,40)"),
        ("crcl", "49.9", "[5,50)"),
        ("crcl", 50, None),  # between 30 and 50 capecitabine is reduced: that is no reason to trust "not below 30"
        ("hb", "7.9", "[3,8)"),
        ("hb", 8, None),
        ("platelets", 40, "[0,50]"),
        ("platelets", 80, "[0,100)"),
        ("platelets", 100, None),
        ("inr", "1.5", None),
        ("inr", "1.6", "(1.5,20]"),
        ("liverPctRecent", 50, "[50,100]"),
        ("liverPctRecent", "49.9", None),
        ("liverPct", 50, None),
        ("stableMonths", 5, "[0,6)"),
        ("stableMonths", 6, None),
    ],
)
def test_an_old_number_keeps_its_danger_and_loses_its_reassurance(
    name: str, value: int | str, lasts: str | None
) -> None:
    old = Fact(possible=exactly(value), evidence=(Evidence(reference="old", date=on(LONG_AGO)),))
    found = settle(Record(facts={name: old}, retrieved=LISTS), TODAY, DANGERS).facts[name]
    assert str(found.possible) == (lasts or str(BY_NAME[name].range))
    assert (found.why is Why.STALE) is (lasts is None)
