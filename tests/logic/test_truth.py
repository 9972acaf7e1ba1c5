"""The three answers and their connectives."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.truth import Truth, every, some
from tests.logic.worlds import truths

ANSWERS = {"T": Truth.TRUE, "U": Truth.UNKNOWN, "F": Truth.FALSE}
AND = """
  T U F
T T U F
U U U F
F F F F
"""
OR = """
  T U F
T T T T
U T U U
F T U F
"""


def _cells(grid: str) -> list[tuple[Truth, Truth, Truth]]:
    header, *rows = [line.split() for line in grid.strip("\n").splitlines()]
    return [
        (ANSWERS[row[0]], ANSWERS[column], ANSWERS[cell])
        for row in rows
        for column, cell in zip(header, row[1:], strict=True)
    ]


@pytest.mark.parametrize(("one", "other", "answer"), _cells(AND))
def test_and_is_the_strong_kleene_conjunction(one: Truth, other: Truth, answer: Truth) -> None:
    assert (one & other) is answer
    assert every([one, other]) is answer


@pytest.mark.parametrize(("one", "other", "answer"), _cells(OR))
def test_or_is_the_strong_kleene_disjunction(one: Truth, other: Truth, answer: Truth) -> None:
    assert (one | other) is answer
    assert some([one, other]) is answer


@pytest.mark.parametrize(("one", "answer"), [("T", "F"), ("U", "U"), ("F", "T")])
def test_not_swaps_true_and_false_and_leaves_unknown(one: str, answer: str) -> None:
    assert ~ANSWERS[one] is ANSWERS[answer]


def test_the_empty_conjunction_is_true() -> None:
    assert every([]) is Truth.TRUE


def test_the_empty_disjunction_is_false() -> None:
    assert some([]) is Truth.FALSE


@pytest.mark.parametrize("truth", Truth)
def test_a_truth_refuses_to_be_a_bool(truth: Truth) -> None:
    with pytest.raises(TypeError, match="three values"):
        bool(truth)


@pytest.mark.parametrize("truth", Truth)
def test_an_if_on_a_truth_is_refused(truth: Truth) -> None:
    with pytest.raises(TypeError):
        _ = "yes" if truth else "no"


@given(st.lists(truths, max_size=4))
def test_the_order_of_answers_does_not_matter(answers: list[Truth]) -> None:
    for shuffled in itertools.permutations(answers):
        assert every(shuffled) is every(answers)
        assert some(shuffled) is some(answers)


@given(st.lists(truths, max_size=4), st.lists(truths, max_size=4))
def test_grouping_does_not_matter(left: list[Truth], right: list[Truth]) -> None:
    assert every([every(left), every(right)]) is every([*left, *right])
    assert some([some(left), some(right)]) is some([*left, *right])


@given(st.lists(truths, max_size=5))
def test_de_morgan(answers: list[Truth]) -> None:
    assert ~every(answers) is some(~answer for answer in answers)
    assert ~some(answers) is every(~answer for answer in answers)


@given(truths)
def test_two_negations_cancel(truth: Truth) -> None:
    assert ~~truth is truth


@given(truths, truths, truths)
def test_each_connective_distributes_over_the_other(one: Truth, two: Truth, three: Truth) -> None:
    assert (one & (two | three)) is ((one & two) | (one & three))
    assert (one | (two & three)) is ((one | two) & (one | three))


def _less_known(answers: list[Truth]) -> list[list[Truth]]:
    """Every list in which some of the answers are unknown."""
    return [list(some_known) for some_known in itertools.product(*((Truth.UNKNOWN, answer) for answer in answers))]


@given(st.lists(truths, max_size=5))
def test_learning_an_answer_never_overturns_a_settled_one(answers: list[Truth]) -> None:
    for earlier in _less_known(answers):
        assert every(earlier) in {every(answers), Truth.UNKNOWN}
        assert some(earlier) in {some(answers), Truth.UNKNOWN}
