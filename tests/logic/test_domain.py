"""Intervals and choices as sets, checked against the membership of sample points."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.domain import (
    INFINITY,
    Choice,
    Domain,
    Interval,
    complement,
    exactly,
    higher,
    hull,
    intersection,
    is_settled,
    is_within,
    one_of,
)
from tests.logic.worlds import POINTS, choices, contains, intervals


def _interval(text: str) -> Interval:
    low, high = text[1:-1].split(",")
    infinite = {"∞": INFINITY, "-∞": -INFINITY}
    return Interval(
        low=infinite.get(low) or Decimal(low),
        high=infinite.get(high) or Decimal(high),
        low_closed=text[0] == "[",
        high_closed=text[-1] == "]",
    )


@given(intervals(), intervals())
def test_the_intersection_holds_the_numbers_of_both(one: Interval, other: Interval) -> None:
    both = intersection(one, other)
    assert [contains(both, point) for point in POINTS] == [contains(one, p) and contains(other, p) for p in POINTS]


@given(choices, choices)
def test_the_intersection_of_choices_holds_the_words_of_both(one: Choice, other: Choice) -> None:
    both = intersection(one, other)
    assert [contains(both, word) for word in "abc"] == [contains(one, w) and contains(other, w) for w in "abc"]


@given(intervals(), intervals())
def test_an_interval_is_within_another_when_each_of_its_numbers_is(inner: Interval, outer: Interval) -> None:
    assert is_within(inner, outer) == all(contains(outer, point) for point in POINTS if contains(inner, point))


@given(choices, choices)
def test_a_choice_is_within_another_when_each_of_its_words_is(inner: Choice, outer: Choice) -> None:
    assert is_within(inner, outer) == all(contains(outer, word) for word in inner.members)


@given(intervals(), intervals())
def test_the_hull_holds_both_and_everything_between_and_nothing_else(one: Interval, other: Interval) -> None:
    held = [point for point in POINTS if contains(one, point) or contains(other, point)]
    found = hull(one, other)
    assert [point for point in POINTS if contains(found, point)] == [p for p in POINTS if held[0] <= p <= held[-1]]


@given(intervals(), intervals())
def test_the_higher_of_two_numbers_may_be_exactly_the_maxima_of_pairs(one: Interval, other: Interval) -> None:
    maxima = {max(a, b) for a in POINTS for b in POINTS if contains(one, a) and contains(other, b)}
    assert {point for point in POINTS if contains(higher(one, other), point)} == maxima


@given(intervals(), intervals())
def test_the_complement_holds_the_numbers_of_the_universe_outside_the_region(region: Interval, whole: Interval) -> None:
    parts = complement(region, whole)
    for point in POINTS:
        held = [part for part in parts if contains(part, point)]
        assert len(held) == (contains(whole, point) and not contains(region, point))


@given(choices, choices)
def test_the_complement_holds_the_words_of_the_universe_outside_the_region(region: Choice, whole: Choice) -> None:
    parts = complement(region, whole)
    assert {word for word in "abc" if any(contains(p, word) for p in parts)} == whole.members - region.members


@pytest.mark.parametrize(
    ("region", "parts"),
    [
        ("[2,4]", ["[0,2)", "(4,6]"]),
        ("(2,4)", ["[0,2]", "[4,6]"]),
        ("[0,4]", ["(4,6]"]),
        ("(0,4]", ["[0,0]", "(4,6]"]),
        ("[3,6)", ["[0,3)", "[6,6]"]),
        ("[0,6]", []),
        ("[3,3]", ["[0,3)", "(3,6]"]),
        ("[8,9]", ["[0,6]"]),
    ],
)
def test_the_complement_keeps_the_other_side_of_each_end(region: str, parts: list[str]) -> None:
    assert [str(part) for part in complement(_interval(region), _interval("[0,6]"))] == parts


@given(st.one_of(intervals(), choices))
def test_a_domain_is_within_itself_and_its_own_intersection(domain: Domain) -> None:
    assert intersection(domain, domain) == domain
    assert is_within(domain, domain)


@pytest.mark.parametrize(
    ("low", "high", "low_closed", "high_closed"),
    [(3, 2, True, True), (2, 2, False, True), (2, 2, True, False), (2, 2, False, False)],
)
def test_an_interval_without_a_number_is_refused(low: int, high: int, low_closed: bool, high_closed: bool) -> None:
    with pytest.raises(ValueError, match="holds no number"):
        Interval(low=Decimal(low), high=Decimal(high), low_closed=low_closed, high_closed=high_closed)


def test_a_choice_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one member"):
        one_of()


@pytest.mark.parametrize(("one", "other"), [("[0,2)", "[2,4]"), ("[0,2]", "(2,4]"), ("[0,1]", "[2,3]")])
def test_neighbours_that_share_no_number_have_no_intersection(one: str, other: str) -> None:
    assert intersection(_interval(one), _interval(other)) is None


def test_neighbours_that_both_hold_their_border_share_that_one_number() -> None:
    assert intersection(_interval("[0,2]"), _interval("[2,4]")) == exactly(2)


@pytest.mark.parametrize("words_first", [True, False])
def test_words_and_numbers_cannot_be_compared(words_first: bool) -> None:
    pair: tuple[Domain, Domain] = (one_of("G1"), exactly(1)) if words_first else (exactly(1), one_of("G1"))
    with pytest.raises(TypeError, match="cannot be compared"):
        intersection(*pair)
    with pytest.raises(TypeError, match="cannot be compared"):
        complement(*pair)


@pytest.mark.parametrize(
    ("domain", "text"),
    [
        (exactly(2), "[2,2]"),
        (_interval("[0,3)"), "[0,3)"),
        (_interval("(20,100]"), "(20,100]"),
        (one_of("true", "false"), "{false,true}"),
        (one_of("G2"), "{G2}"),
        (_interval("[42,∞)"), "[42,∞)"),
        (_interval("(-∞,4]"), "(-∞,4]"),
        (exactly(INFINITY), "[∞,∞]"),
        (exactly("2.50"), "[2.5,2.5]"),
        (exactly("1E+2"), "[100,100]"),
        (exactly("0.10"), "[0.1,0.1]"),
    ],
)
def test_a_domain_is_written_in_the_notation_of_sets(domain: Domain, text: str) -> None:
    assert str(domain) == text


@pytest.mark.parametrize("domain", [exactly(2), exactly(INFINITY), one_of("G1")])
def test_one_value_left_is_settled(domain: Domain) -> None:
    assert is_settled(domain)


@pytest.mark.parametrize("domain", [_interval("[2,3]"), _interval("(2,2.1)"), one_of("G1", "G2")])
def test_several_values_left_are_not_settled(domain: Domain) -> None:
    assert not is_settled(domain)


def test_the_same_number_written_differently_is_the_same_domain() -> None:
    assert exactly("2.0") == exactly(2)
    assert hash(exactly("2.0")) == hash(exactly(2))
