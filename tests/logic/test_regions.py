"""Regions partition what is possible, along every border that a test draws."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.criterion import Test, answer_of
from cds_service.logic.domain import Choice, Domain, Interval, exactly, is_settled, one_of
from cds_service.logic.regions import regions
from tests.logic.worlds import POINTS, contains, domains, intervals, leaves

number_tests = st.lists(leaves().filter(lambda test: isinstance(test.holds, Interval)), max_size=3)


@given(intervals(), number_tests)
def test_each_number_lies_in_exactly_one_region(possible: Interval, asked: list[Test]) -> None:
    parts = regions(possible, asked)
    for point in POINTS:
        assert sum(contains(part, point) for part in parts) == contains(possible, point)


@given(intervals(), number_tests)
def test_regions_come_in_ascending_order(possible: Interval, asked: list[Test]) -> None:
    parts = regions(possible, asked)
    first_points = [min(point for point in _quarters() if contains(part, point)) for part in parts]
    assert first_points == sorted(set(first_points))


@given(intervals(), number_tests)
def test_inside_a_region_every_number_has_the_same_answers(possible: Interval, asked: list[Test]) -> None:
    for part in regions(possible, asked):
        answers = [answer_of(test, part) for test in asked]
        for point in _quarters():
            if contains(part, point):
                assert [answer_of(test, exactly(point)) for test in asked] == answers


@given(st.sets(st.sampled_from("abc"), min_size=1))
def test_each_word_is_a_region_of_its_own(words: set[str]) -> None:
    parts = regions(one_of(*words), [])
    assert parts == tuple(one_of(word) for word in sorted(words))


@given(leaves(), st.data())
def test_the_regions_of_a_domain_lie_in_it(test: Test, data: st.DataObject) -> None:
    possible = data.draw(domains(test.item))
    for part in regions(possible, [test]):
        assert answer_of(Test(item=test.item, holds=possible, fails=(), text=""), part).value == "true"
        assert is_settled(part) or not isinstance(part, Choice)


@pytest.mark.parametrize(
    ("possible", "limit", "said"),
    [
        (Interval(low=Decimal(0), high=Decimal(6)), 3, ["[0,0]", "(0,3)", "[3,3]", "(3,6)", "[6,6]"]),
        (Interval(low=Decimal(0), high=Decimal(3), high_closed=False), 3, ["[0,0]", "(0,3)"]),
        (Interval(low=Decimal(4), high=Decimal(5)), 3, ["[4,4]", "(4,5)", "[5,5]"]),
        (Interval(low=Decimal(3), high=Decimal(3)), 3, ["[3,3]"]),
    ],
)
def test_a_limit_is_a_region_of_its_own(possible: Domain, limit: int, said: list[str]) -> None:
    below = Interval(low=Decimal(0), high=Decimal(limit), high_closed=False)
    rest = Interval(low=Decimal(limit), high=Decimal(6))
    test = Test(item="n", holds=below, fails=(rest,), text=f"below {limit}")
    assert [str(part) for part in regions(possible, [test])] == said


def _quarters() -> list[Decimal]:
    return [Decimal(number) / 4 for number in range(25)]
