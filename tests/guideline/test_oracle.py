"""Questions against a second reading of rulings 6, 41 and 45 that shares no code with the first.

No diagrams, no regions, no Kleene tables of the service: points, completions one by one, and an evaluator of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.guideline.asking import asked
from cds_service.guideline.evaluation import diagnosis_is_open, judge
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Recommendation, Strength, decisive_criteria
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import Status
from cds_service.logic.criterion import Confirmed, Criterion, Every, Facts, Not, Some, Test, WhenKnown
from cds_service.logic.domain import Choice, Domain, Interval, one_of
from cds_service.logic.truth import Truth
from tests.guideline.consistent import HIDEABLE, facts_of, leaves_by_item, patients, points

World = Mapping[str, Domain]
Seen = tuple[str, Strength | None] | None

QUESTION_OF = {item: question.id for question in QUESTIONS for item in question.items}
FROM_LISTS = frozenset({"onSsa", "ssaEver", "priorPrrt", "deceased", "comfortOnly"})
BASELINE = frozenset({"M06", "M13"})
TOO_MANY = 4000

_SCOPE = ("deceased", "nenConfirmed", "site", "stageIV", "liverMets", "age")
_HIDDEN = st.frozensets(st.sampled_from([name for name in HIDEABLE if name not in _SCOPE]), min_size=1, max_size=5)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(patients(in_scope=True), _HIDDEN)
def test_asked_is_what_some_completion_makes_decisive(values: dict[str, Domain], names: frozenset[str]) -> None:
    facts = facts_of(values, names)
    found = {ask.question.id: set(ask.decides) for ask in asked(facts, RECOMMENDATIONS, QUESTIONS)}
    if facts["comfortOnly"].possible == one_of("true"):
        assert found == {}
    elif diagnosis_is_open(facts) is Truth.TRUE:
        assert set(found) == {"M04"}
    else:
        expected = _expected(facts)
        assert {key: decides for key, decides in found.items() if decides} == expected
        assert set(found) - set(expected) <= BASELINE
        assert ("M06" in found) == ("M06" in expected or _wants_receptor_imaging(facts))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(patients(), st.frozensets(st.sampled_from(HIDEABLE), min_size=1, max_size=8))
def test_what_is_missing_has_a_question_or_comes_from_a_list(values: dict[str, Domain], names: frozenset[str]) -> None:
    facts = facts_of(values, names)
    for recommendation in RECOMMENDATIONS:
        verdict = judge(recommendation, facts)
        assert set(verdict.missing) <= set(QUESTION_OF) | FROM_LISTS
        if verdict.status is Status.CONDITIONAL:
            assert verdict.missing, f"{recommendation.id} is conditional on nothing"


@settings(max_examples=150, deadline=None, derandomize=True)
@given(patients(in_scope=True), _HIDDEN)
def test_a_shown_condition_is_asked_for_or_comes_from_a_list(values: dict[str, Domain], names: frozenset[str]) -> None:
    facts = facts_of(values, names)
    items = {item for ask in asked(facts, RECOMMENDATIONS, QUESTIONS) for item in ask.question.items}
    if facts["comfortOnly"].possible == one_of("true") or diagnosis_is_open(facts) is Truth.TRUE:
        return  # nothing is asked, or the differentiation alone (ruling 41, G-DIFF)
    for recommendation in RECOMMENDATIONS:
        verdict = judge(recommendation, facts)
        if verdict.status is Status.CONDITIONAL:
            assert set(verdict.missing) & (items | FROM_LISTS), f"nothing asked would settle {recommendation.id}"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(patients(), _HIDDEN)
def test_out_of_scope_nothing_is_asked(values: dict[str, Domain], names: frozenset[str]) -> None:
    facts = facts_of({**values, "site": one_of("other")}, names)
    assert asked(facts, RECOMMENDATIONS, QUESTIONS) == ()


def _expected(facts: Facts) -> dict[str, set[str]]:
    """By question: the recommendations that one of its open items can decide."""
    found: dict[str, set[str]] = {}
    for recommendation in RECOMMENDATIONS:
        for item in _decisive(recommendation, facts):
            if item in QUESTION_OF:
                found.setdefault(QUESTION_OF[item], set()).add(recommendation.id)
    return found


def _decisive(recommendation: Recommendation, facts: Facts) -> set[str]:
    """The items of which two values, all else equal, show different things."""
    if _answer(recommendation.safety, _now(facts), facts) is Truth.TRUE:
        return set()
    leaves = leaves_by_item(decisive_criteria(recommendation))
    choices = {item: points(facts[item].possible, leaves[item]) for item in leaves}
    varied = {item: found for item, found in choices.items() if len(found) > 1}
    settled = {item: found[0] for item, found in choices.items() if len(found) == 1}
    seen = {at: _seen(recommendation, settled | dict(zip(varied, at, strict=True)), facts) for at in _grid(varied)}
    return {item for place, item in enumerate(varied) if _decides(seen, place)}


def _grid(varied: Mapping[str, tuple[Domain, ...]]) -> Iterator[tuple[Domain, ...]]:
    size = 1
    for found in varied.values():
        size *= len(found)
    assert size <= TOO_MANY, f"{size} completions are too many to try: hide fewer items"
    return product(*varied.values())


def _decides(seen: Mapping[tuple[Domain, ...], Seen], place: int) -> bool:
    """Whether two completions that differ in this one item show different things."""
    lines: dict[tuple[Domain, ...], Seen] = {}
    return any(lines.setdefault(at[:place] + at[place + 1 :], what) != what for at, what in seen.items())


def _seen(recommendation: Recommendation, world: World, facts: Facts) -> Seen:
    """What a clinician would see of one completion: the word of its status and its strength, or nothing."""
    scope, trigger, eligibility, conflict, done, first, *rows = (
        _answer(criterion, world, facts) for criterion in decisive_criteria(recommendation)
    )
    if scope is not Truth.TRUE or trigger is not Truth.TRUE or Truth.TRUE in (done, eligibility):
        return None
    table = zip(rows, recommendation.strength, strict=True)
    first_row = next((row.strength for answer, row in table if answer is Truth.TRUE), None)
    strength = _lowered(first_row, recommendation, facts)
    if conflict is Truth.TRUE:
        return "conflict", strength
    if first is Truth.FALSE:
        return "queued", strength
    is_open = Truth.UNKNOWN in (eligibility, conflict, done, first)
    return "conditional" if is_open else "recommended", strength


def _lowered(strength: Strength | None, recommendation: Recommendation, facts: Facts) -> Strength | None:
    """One step weaker if that is known now (ruling 12)."""
    if _answer(recommendation.lowered_when, _now(facts), facts) is not Truth.TRUE:
        return strength
    return Strength.MODERATE if strength is Strength.STRONG else strength and Strength.WEAK


def _answer(criterion: Criterion, world: World, facts: Facts) -> Truth:
    """Strong Kleene, written down once more; `WhenKnown` looks at what is known now."""
    if isinstance(criterion, Test):
        return _of_leaf(criterion, world[criterion.item])
    if isinstance(criterion, Every):
        return _ruled(Truth.FALSE, Truth.TRUE, criterion.of, world, facts)
    if isinstance(criterion, Some):
        return _ruled(Truth.TRUE, Truth.FALSE, criterion.of, world, facts)
    below = _answer(criterion.of, _now(facts) if isinstance(criterion, WhenKnown) else world, facts)
    return _of_wrapper(criterion, below)


def _of_wrapper(criterion: Criterion, below: Truth) -> Truth:
    match criterion:
        case WhenKnown():
            return Truth.TRUE if below is Truth.TRUE else Truth.FALSE
        case Confirmed():
            return Truth.TRUE if below is Truth.TRUE else Truth.UNKNOWN
        case Not():
            return _opposite(below)
        case _:
            return below


def _ruled(ruling: Truth, otherwise: Truth, of: tuple[Criterion, ...], world: World, facts: Facts) -> Truth:
    """One part rules, else one open part leaves it open."""
    answers = [_answer(part, world, facts) for part in of]
    if ruling in answers:
        return ruling
    return Truth.UNKNOWN if Truth.UNKNOWN in answers else otherwise


def _opposite(answer: Truth) -> Truth:
    if answer is Truth.UNKNOWN:
        return answer
    return Truth.FALSE if answer is Truth.TRUE else Truth.TRUE


def _of_leaf(leaf: Test, possible: Domain) -> Truth:
    if _inside(possible, leaf.holds):
        return Truth.TRUE
    return Truth.FALSE if any(_inside(possible, side) for side in leaf.fails) else Truth.UNKNOWN


def _inside(inner: Domain, outer: Domain) -> bool:
    if isinstance(inner, Choice) and isinstance(outer, Choice):
        return inner.members <= outer.members
    assert isinstance(inner, Interval)
    assert isinstance(outer, Interval)
    low = inner.low > outer.low or (inner.low == outer.low and (outer.low_closed or not inner.low_closed))
    high = inner.high < outer.high or (inner.high == outer.high and (outer.high_closed or not inner.high_closed))
    return low and high


def _now(facts: Facts) -> World:
    return {item: fact.possible for item, fact in facts.items()}


def _wants_receptor_imaging(facts: Facts) -> bool:
    """Baseline receptor imaging: open, and not known to be a NEC (rulings 6 and 41)."""
    return facts["sstr"].why is not None and facts["differentiation"].possible != one_of("poor")
