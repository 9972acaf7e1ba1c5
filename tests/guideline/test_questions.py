"""Questions are exact: an independent count of all completions asks for the same facts, no more and no fewer."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.guideline.asking import asked
from cds_service.guideline.evaluation import diagnosis_is_open, judge
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Recommendation, decisive_criteria
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import SHOWN
from cds_service.logic.criterion import Test, evaluate
from cds_service.logic.criterion import tests as leaves_of
from cds_service.logic.fact import Fact
from cds_service.logic.regions import regions
from cds_service.logic.truth import Truth
from tests.guideline.any_case import HIDEABLE, IN_SCOPE, hidden, settled_cases

ASKABLE = frozenset(item for question in QUESTIONS for item in question.items)
ALWAYS = frozenset({"M06", "M13"})  # baseline questions with rules of their own
HIDDEN = st.frozensets(st.sampled_from([name for name in HIDEABLE if name not in IN_SCOPE]), min_size=1, max_size=4)


def _decisive(recommendation: Recommendation, facts: dict[str, Fact], open_items: list[str]) -> set[str]:
    """By trying out every completion: the items of which two values, all else equal, show different things."""
    leaves: dict[str, list[Test]] = {}
    for criterion in decisive_criteria(recommendation):
        for test in leaves_of(criterion):
            leaves.setdefault(test.item, []).append(test)
    names = [name for name in open_items if name in leaves]
    choices = [regions(facts[name].possible, leaves[name]) for name in names]
    seen = {
        point: _seen(recommendation, facts | {n: Fact(possible=p) for n, p in zip(names, point, strict=True)})
        for point in product(*choices)
    }
    return {
        name
        for place, name in enumerate(names)
        if any(
            seen[point] != seen[(*point[:place], other, *point[place + 1 :])]
            for point in seen
            for other in choices[place]
        )
    }


def _seen(recommendation: Recommendation, facts: dict[str, Fact]) -> object:
    verdict = judge(recommendation, facts)
    return (verdict.status, verdict.strength) if verdict.status in SHOWN else None


@settings(max_examples=120, deadline=None)
@given(settled_cases(), HIDDEN)
def test_exactly_the_facts_are_asked_for_that_some_completion_makes_decisive(
    facts: dict[str, Fact], names: frozenset[str]
) -> None:
    less = hidden(facts, names)
    if evaluate(RECOMMENDATIONS[0].population, less).answer is not Truth.TRUE:
        return
    if diagnosis_is_open(less) is Truth.TRUE or str(less["comfortOnly"].possible) == "{true}":
        return
    open_items = sorted(name for name in HIDEABLE if less[name].why is not None)
    decisive = set().union(*(_decisive(recommendation, less, open_items) for recommendation in RECOMMENDATIONS))
    found = asked(less, RECOMMENDATIONS, QUESTIONS)
    items = {item for ask in found if ask.question.id not in ALWAYS or ask.decides for item in ask.items}
    assert items >= decisive & ASKABLE
    assert {item for item in items if item in HIDEABLE} - {"sstr", "chd"} <= decisive | {"recentSstrScan"}


def test_every_fact_that_can_decide_has_a_question_or_comes_from_a_list() -> None:
    from_lists = {"onSsa", "ssaEver", "priorPrrt", "comfortOnly", "deceased"}
    assert set(HIDEABLE) <= ASKABLE | from_lists
