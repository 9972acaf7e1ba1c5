"""Criteria on facts: answers, laws, traces and what stays open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.criterion import (
    Confirmed,
    Criterion,
    Definition,
    Every,
    Facts,
    Not,
    Some,
    Test,
    Trace,
    WhenKnown,
    answer_of,
    evaluate,
    open_items,
)
from cds_service.logic.criterion import (
    tests as leaves_in,
)
from cds_service.logic.domain import Domain, Interval, is_within, one_of
from cds_service.logic.fact import Evidence, Fact
from cds_service.logic.truth import Truth
from tests.logic.worlds import (
    all_regions,
    completions,
    criteria,
    domains,
    facts,
    learning,
    leaves,
    monotone_criteria,
)

YES, NO, OPEN = one_of("true"), one_of("false"), one_of("true", "false")
T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def _asks(item: str) -> Test:
    return Test(item=item, holds=YES, fails=(NO,), text=f"{item} is true")


A, B, C = _asks("a"), _asks("b"), _asks("c")


def _case(**answers: Truth) -> Facts:
    possible = {T: YES, F: NO, U: OPEN}
    return {item: Fact(possible=possible[answer]) for item, answer in answers.items()}


def _answer(criterion: Criterion, known: Facts) -> Truth:
    return evaluate(criterion, known).answer


# --- one test ---------------------------------------------------------------------------------------------------------

POSITIVE = Test(item="sstr", holds=one_of("positive"), fails=(one_of("negative"),), text="receptor-positive")


@pytest.mark.parametrize(
    ("possible", "answer"),
    [
        (one_of("positive"), T),
        (one_of("negative"), F),
        (one_of("mixed"), U),
        (one_of("positive", "negative"), U),
        (one_of("positive", "mixed"), U),
        (one_of("negative", "mixed"), U),
        (one_of("positive", "mixed", "negative"), U),
    ],
)
def test_a_word_in_neither_region_leaves_a_test_unknown_even_when_settled(possible: Domain, answer: Truth) -> None:
    assert answer_of(POSITIVE, possible) is answer


def test_a_test_that_nothing_refutes_is_never_false() -> None:
    harmless = Test(item="sstr", holds=one_of("positive"), fails=(), text="receptor-positive")
    assert answer_of(harmless, one_of("negative")) is U


def test_a_range_across_both_failing_sides_misses_neither_the_true_middle() -> None:
    middle = Interval(low=Decimal(2), high=Decimal(4))
    sides = (
        Interval(low=Decimal(0), high=Decimal(2), high_closed=False),
        Interval(low=Decimal(4), high=Decimal(6), low_closed=False),
    )
    test = Test(item="n", holds=middle, fails=sides, text="from 2 to 4")
    assert answer_of(test, Interval(low=Decimal(1), high=Decimal(5))) is U
    assert answer_of(test, Interval(low=Decimal(0), high=Decimal(1))) is F
    assert answer_of(test, Interval(low=Decimal(5), high=Decimal(6))) is F
    assert answer_of(test, Interval(low=Decimal(3), high=Decimal(4))) is T


@given(leaves(), st.data())
def test_a_test_is_true_exactly_when_every_possible_value_lies_in_what_holds(test: Test, data: st.DataObject) -> None:
    possible = data.draw(domains(test.item))
    assert (answer_of(test, possible) is T) == is_within(possible, test.holds)


def test_an_item_without_a_fact_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError, match="a"):
        evaluate(Every(of=(A,)), {})


# --- connectives ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inner", Truth)
def test_confirmed_is_true_or_unknown_never_a_reason_against(inner: Truth) -> None:
    assert _answer(Confirmed(of=A), _case(a=inner)) is (T if inner is T else U)


@pytest.mark.parametrize("inner", Truth)
def test_when_known_is_true_or_false_never_open(inner: Truth) -> None:
    assert _answer(WhenKnown(of=A), _case(a=inner)) is (T if inner is T else F)


@pytest.mark.parametrize("inner", Truth)
def test_a_definition_answers_as_what_it_names(inner: Truth) -> None:
    assert _answer(Definition(id="D", text="named", of=A), _case(a=inner)) is inner


def test_nothing_to_satisfy_is_true_and_nothing_to_choose_from_is_false() -> None:
    assert _answer(Every(of=()), {}) is T
    assert _answer(Some(of=()), {}) is F


@given(st.lists(criteria(), max_size=4).map(tuple), facts)
def test_the_order_of_parts_does_not_matter(of: tuple[Criterion, ...], known: Facts) -> None:
    assert _answer(Every(of=of), known) is _answer(Every(of=of[::-1]), known)
    assert _answer(Some(of=of), known) is _answer(Some(of=of[::-1]), known)


@given(criteria(), criteria(), criteria(), facts)
def test_the_grouping_of_parts_does_not_matter(one: Criterion, two: Criterion, three: Criterion, known: Facts) -> None:
    for kind in (Every, Some):
        left = kind(of=(kind(of=(one, two)), three))
        right = kind(of=(one, kind(of=(two, three))))
        assert _answer(left, known) is _answer(right, known) is _answer(kind(of=(one, two, three)), known)


@given(st.lists(criteria(), max_size=4).map(tuple), facts)
def test_de_morgan_holds_for_criteria(of: tuple[Criterion, ...], known: Facts) -> None:
    negated = tuple(Not(of=part) for part in of)
    assert _answer(Not(of=Every(of=of)), known) is _answer(Some(of=negated), known)
    assert _answer(Not(of=Some(of=of)), known) is _answer(Every(of=negated), known)


@given(monotone_criteria(), learning())
def test_learning_a_fact_never_overturns_a_settled_answer(criterion: Criterion, learned: tuple[Facts, Facts]) -> None:
    before, after = learned
    assert _answer(criterion, before) in {U, _answer(criterion, after)}


@given(leaves(), learning())
def test_learning_a_fact_never_overturns_a_settled_test(test: Test, learned: tuple[Facts, Facts]) -> None:
    before, after = learned
    assert _answer(test, before) in {U, _answer(test, after)}


@given(monotone_criteria(), learning())
def test_what_is_known_to_be_the_case_stays_so_and_what_is_not_may_become_so(
    criterion: Criterion, learned: tuple[Facts, Facts]
) -> None:
    before, after = (_answer(WhenKnown(of=criterion), known) for known in learned)
    inner_before, inner_after = (_answer(criterion, known) for known in learned)
    assert (before, after) != (T, F)
    assert ((before, after) == (F, T)) == (inner_before is U and inner_after is T)


def test_when_known_gives_up_a_no_once_the_danger_is_known() -> None:
    assert _answer(WhenKnown(of=A), _case(a=U)) is F
    assert _answer(WhenKnown(of=A), _case(a=T)) is T


# --- traces -----------------------------------------------------------------------------------------------------------


def test_a_trace_mirrors_its_criterion_with_the_answer_of_each_line() -> None:
    criterion = Every(of=(A, Not(of=B), Definition(id="D", text="named", of=Some(of=(B, C)))))
    trace = evaluate(criterion, _case(a=T, b=F, c=U))
    assert trace.criterion is criterion
    assert [child.answer for child in trace.children] == [T, T, U]
    assert [child.criterion for child in trace.children] == list(criterion.of)
    named = trace.children[2]
    assert [child.answer for child in named.children[0].children] == [F, U]


def test_a_leaf_carries_the_evidence_of_its_fact_and_a_branch_none() -> None:
    evidence = (Evidence(reference="Observation/1"), Evidence(reference="Observation/2"))
    trace = evaluate(Not(of=A), {"a": Fact(possible=YES, evidence=evidence)})
    assert trace.evidence == ()
    assert trace.children[0].evidence == evidence
    assert trace.children[0].children == ()


@given(criteria(), facts)
def test_every_line_of_a_trace_answers_as_if_asked_alone(criterion: Criterion, known: Facts) -> None:
    def agrees(trace: Trace) -> bool:
        return trace == evaluate(trace.criterion, known) and all(agrees(child) for child in trace.children)

    assert agrees(evaluate(criterion, known))


def test_leaves_are_read_in_order_each_time_they_stand() -> None:
    criterion = Every(of=(B, Not(of=Some(of=(A, B))), Confirmed(of=WhenKnown(of=C))))
    assert [test.item for test in leaves_in(criterion)] == ["b", "a", "b", "c"]


# --- what stays open --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criterion", "known", "items"),
    [
        (Every(of=(A, B)), {"a": U, "b": U}, ("a", "b")),
        (Every(of=(A, B)), {"a": U, "b": T}, ("a",)),
        (Every(of=(A, B)), {"a": U, "b": F}, ()),
        (Some(of=(A, B)), {"a": U, "b": F}, ("a",)),
        (Some(of=(A, B)), {"a": U, "b": T}, ()),
        (Every(of=(Some(of=(A, B)), C)), {"a": U, "b": T, "c": U}, ("c",)),
        (Some(of=(Every(of=(A, B)), C)), {"a": U, "b": F, "c": U}, ("c",)),
        (Every(of=(B, A, Not(of=B))), {"a": U, "b": U}, ("b", "a")),
        (Not(of=A), {"a": U}, ("a",)),
        (Confirmed(of=A), {"a": U}, ("a",)),
        (Confirmed(of=A), {"a": F}, ()),
        (WhenKnown(of=A), {"a": U}, ()),
        (Definition(id="D", text="named", of=A), {"a": U}, ("a",)),
    ],
)
def test_only_an_item_below_open_lines_alone_is_open(
    criterion: Criterion, known: dict[str, Truth], items: tuple[str, ...]
) -> None:
    assert open_items(evaluate(criterion, _case(**known))) == items


@given(criteria(), facts)
def test_a_settled_answer_leaves_nothing_open(criterion: Criterion, known: Facts) -> None:
    trace = evaluate(criterion, known)
    if trace.answer is not U:
        assert open_items(trace) == ()


@given(monotone_criteria(), facts)
def test_an_item_that_is_not_open_cannot_settle_the_answer(criterion: Criterion, known: Facts) -> None:
    trace = evaluate(criterion, known)
    still_open = open_items(trace)
    cut = all_regions({item: fact.possible for item, fact in known.items()}, criterion)
    if trace.answer is U:
        for chosen in completions({item: parts for item, parts in cut.items() if item not in still_open}):
            settled = {item: Fact(possible=cut[item][number]) for item, number in chosen.items()}
            assert _answer(criterion, {**known, **settled}) is U
