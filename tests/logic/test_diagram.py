"""Decision diagrams say exactly what can still come about, and what decides it."""

from collections.abc import Hashable, Iterator, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.logic.criterion import Criterion, Every, Not, Some, Test, WhenKnown, evaluate
from cds_service.logic.diagram import Diagram, Drawing, Leaf, Node, decisive_items, outcomes
from cds_service.logic.domain import Domain, one_of
from cds_service.logic.truth import Truth
from tests.logic.worlds import all_regions, completions, criteria, facts_of, possibilities

Cut = Mapping[str, tuple[Domain, ...]]

A = Test(item="w", holds=one_of("a"), fails=(one_of("b", "c"),), text="w is a")
B = Test(item="v", holds=one_of("b"), fails=(one_of("a", "c"),), text="v is b")
WORLD: Cut = {item: (one_of("a"), one_of("b"), one_of("c")) for item in ("w", "v")}


def _walk(diagram: Diagram, chosen: Mapping[str, int]) -> Hashable:
    while isinstance(diagram, Node):
        diagram = diagram.branches[chosen[diagram.item]]
    return diagram.outcome


def _nodes(diagram: Diagram) -> Iterator[Node]:
    if isinstance(diagram, Node):
        yield diagram
        for branch in diagram.branches:
            yield from _nodes(branch)


def _table(criterion: Criterion, cut: Cut) -> dict[tuple[tuple[str, int], ...], Truth]:
    """The answer in every completion, by evaluation alone."""
    return {
        tuple(chosen.items()): evaluate(criterion, facts_of({item: cut[item][n] for item, n in chosen.items()})).answer
        for chosen in completions(cut)
    }


def _deciding(table: Mapping[tuple[tuple[str, int], ...], Hashable], cut: Cut) -> set[str]:
    """The items that alone change the outcome of some completion, by brute force."""
    found = set()
    for chosen, outcome in table.items():
        for item, parts in cut.items():
            others = [tuple((name, n if name == item else i) for name, i in chosen) for n in range(len(parts))]
            if any(table[other] != outcome for other in others):
                found.add(item)
    return found


@given(criteria(), possibilities)
@settings(max_examples=60, deadline=None)
def test_a_diagram_answers_every_completion_as_evaluation_does(
    criterion: Criterion, possible: dict[str, Domain]
) -> None:
    cut = all_regions(possible, criterion)
    diagram = Drawing(cut).of(criterion)
    for chosen, answer in _table(criterion, cut).items():
        assert _walk(diagram, dict(chosen)) is answer


@given(criteria(), possibilities)
@settings(max_examples=60, deadline=None)
def test_the_decisive_items_and_outcomes_are_those_of_brute_force(
    criterion: Criterion, possible: dict[str, Domain]
) -> None:
    cut = all_regions(possible, criterion)
    diagram = Drawing(cut).of(criterion)
    table = _table(criterion, cut)
    assert decisive_items(diagram) == _deciding(table, cut)
    assert outcomes(diagram) == set(table.values())


@given(criteria(), criteria(), possibilities)
@settings(max_examples=40, deadline=None)
def test_a_merged_diagram_is_the_function_of_its_parts(
    one: Criterion, two: Criterion, possible: dict[str, Domain]
) -> None:
    cut = all_regions(possible, one, two)
    drawing = Drawing(cut)
    merged = drawing.merge([drawing.of(one), drawing.of(two)], tuple)
    tables = _table(one, cut), _table(two, cut)
    both = {chosen: (answer, tables[1][chosen]) for chosen, answer in tables[0].items()}
    assert {chosen: _walk(merged, dict(chosen)) for chosen in both} == both
    assert decisive_items(merged) == _deciding(both, cut)


@given(criteria(), possibilities)
@settings(deadline=None)
def test_a_diagram_is_reduced_shared_and_ordered(criterion: Criterion, possible: dict[str, Domain]) -> None:
    nodes = list(_nodes(Drawing(all_regions(possible, criterion)).of(criterion)))
    for node in nodes:
        assert any(branch is not node.branches[0] for branch in node.branches)
        assert all(node.rank < branch.rank for branch in node.branches if isinstance(branch, Node))
    distinct = {id(node): (node.item, tuple(map(id, node.branches))) for node in nodes}
    assert len(set(distinct.values())) == len(distinct)


@given(st.lists(criteria(), max_size=3).map(tuple), possibilities)
@settings(deadline=None)
def test_two_ways_to_say_the_same_are_one_diagram(of: tuple[Criterion, ...], possible: dict[str, Domain]) -> None:
    drawing = Drawing(all_regions(possible, *of))
    said = Not(of=Every(of=of))
    otherwise = Some(of=tuple(Not(of=part) for part in of))
    assert drawing.of(said) is drawing.of(otherwise)


def test_an_answer_that_no_open_fact_can_change_is_a_single_leaf() -> None:
    assert Drawing({}).of(Every(of=())) == Leaf(outcome=Truth.TRUE)
    assert Drawing(WORLD).of(Some(of=(A, Not(of=A)))) == Leaf(outcome=Truth.TRUE)


def test_an_item_that_cancels_out_is_not_decisive() -> None:
    absorbed = Some(of=(A, Every(of=(A, B))))
    assert decisive_items(Drawing(WORLD).of(absorbed)) == {"w"}


def test_an_item_that_decides_in_some_completion_only_is_decisive() -> None:
    assert decisive_items(Drawing(WORLD).of(Every(of=(A, B)))) == {"w", "v"}
    assert decisive_items(Drawing({**WORLD, "w": (one_of("b"),)}).of(Every(of=(A, B)))) == set()


def test_in_the_case_of_settled_facts_when_known_changes_nothing() -> None:
    drawing = Drawing(WORLD)
    assert drawing.of(WhenKnown(of=A)) is drawing.of(A)


def test_outcomes_of_a_leaf_are_its_own() -> None:
    assert outcomes(Leaf(outcome="done")) == {"done"}
    assert decisive_items(Leaf(outcome="done")) == frozenset()
