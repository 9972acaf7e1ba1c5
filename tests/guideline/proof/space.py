"""The whole case space: every state of knowledge that the criteria can tell apart, and diagrams over all of them.

An item can be known to lie in one region, or in any of several (words: every non-empty set of groups of words;
numbers: every run of neighbouring regions), up to not known at all. A diagram over these states holds one answer for
every combination of them: what it shows is shown for all, not for a sample. Items are taken as independent, which
covers more than the patients that can exist.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from math import prod

from cds_service.case.items.dictionary import BY_NAME
from cds_service.guideline.definitions.grade import G3, NEC
from cds_service.guideline.recommendation import Recommendation, all_criteria
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import Answers, Status, status_of
from cds_service.guideline.warning import SafetyWarning, warning_criteria
from cds_service.guideline.warnings import WARNINGS
from cds_service.logic.criterion import Criterion, Test, answer_of, tests
from cds_service.logic.diagram import Diagram, Drawing, Leaf
from cds_service.logic.domain import Choice, Domain, Interval, one_of
from cds_service.logic.regions import regions
from cds_service.logic.truth import Truth

FIRST = ("deceased", "nenConfirmed", "site", "stageIV", "liverMets", "age", "grade", "differentiation")


class Space:
    """Every state of knowledge over the items that these criteria read, and the diagrams drawn over it."""

    def __init__(self, criteria: Iterable[Criterion]) -> None:
        leaves: dict[str, list[Test]] = {name: [] for name in FIRST}
        for criterion in (*criteria, G3, NEC):
            for leaf in tests(criterion):
                leaves.setdefault(leaf.item, []).append(leaf)
        self.states = {name: _states(BY_NAME[name].range, found) for name, found in leaves.items()}
        self._drawing = Drawing(self.states)

    @property
    def size(self) -> int:
        """How many combinations of states one diagram answers for."""
        return prod(len(states) for states in self.states.values())

    def truth(self, criterion: Criterion) -> Diagram:
        """The answer of a criterion in every state."""
        return self._drawing.of(criterion)

    def status(self, recommendation: Recommendation) -> Diagram:
        """The status of a recommendation in every state."""
        criteria = (
            recommendation.population,
            recommendation.trigger,
            recommendation.eligibility,
            recommendation.safety,
            recommendation.conflict,
            recommendation.done_when,
            recommendation.needs_first,
            G3,
            NEC,
        )

        def status(answers: list[Hashable]) -> Status:
            scope, trigger, eligibility, safety, conflict, done, first, g3, nec = map(Truth, answers)
            is_open = recommendation.held and g3 is Truth.TRUE and nec is Truth.UNKNOWN
            return status_of(
                Answers(
                    scope=scope,
                    trigger=trigger,
                    eligibility=eligibility,
                    safety=safety,
                    conflict=conflict,
                    done=done,
                    first=first,
                    held=Truth.TRUE if is_open else Truth.FALSE,
                )
            )

        return self.merge([self.truth(criterion) for criterion in criteria], status)

    def raised(self, warning: SafetyWarning) -> Diagram:
        """Whether a warning is raised as certain (true), as open (unknown) or not (false), in every state."""

        def raised(answers: list[Hashable]) -> Truth:
            population, unless, when = map(Truth, answers)
            if population is not Truth.TRUE or unless is Truth.TRUE:
                return Truth.FALSE
            return Truth.FALSE if when is Truth.UNKNOWN and warning.open_indicator is None else when

        return self.merge([self.truth(one) for one in (warning.population, warning.unless, warning.when)], raised)

    def merge(self, diagrams: Sequence[Diagram], outcome: Callable[[list[Hashable]], Hashable]) -> Diagram:
        """The diagram of a function of several."""
        return self._drawing.merge(diagrams, outcome)

    def counterexample(self, diagram: Diagram, wrong: Hashable) -> dict[str, str] | None:
        """One way to the outcome `wrong`: the state of each item that matters; None when there is none."""
        dead: set[int] = set()  # nodes below which `wrong` is known not to be

        def found(below: Diagram) -> dict[str, str] | None:
            if isinstance(below, Leaf):
                return {} if below.outcome == wrong else None
            if id(below) in dead:
                return None
            for state, branch in zip(self.states[below.item], below.branches, strict=True):
                rest = found(branch)
                if rest is not None:
                    return {below.item: str(state), **rest}
            dead.add(id(below))
            return None

        return found(diagram)


def whole_space(recommendations: Sequence[Recommendation] = RECOMMENDATIONS) -> Space:
    """The space of every criterion of the guideline."""
    ours = [criterion for one in recommendations for criterion in all_criteria(one)]
    theirs = [criterion for one in WARNINGS for criterion in warning_criteria(one)]
    return Space([*ours, *theirs])


def _states(everything: Domain, leaves: Sequence[Test]) -> tuple[Domain, ...]:
    if isinstance(everything, Choice):
        groups = _groups(everything, leaves)
        sets = (some for size in range(1, len(groups) + 1) for some in combinations(groups, size))
        return tuple(one_of(*(word for group in some for word in group)) for some in sets)
    parts = [part for part in regions(everything, leaves) if isinstance(part, Interval)]
    return tuple(
        Interval(low=low.low, high=high.high, low_closed=low.low_closed, high_closed=high.high_closed)
        for start, low in enumerate(parts)
        for high in parts[start:]
    )


def _groups(everything: Choice, leaves: Sequence[Test]) -> list[tuple[str, ...]]:
    """Words that no test tells apart belong together."""
    groups: dict[tuple[Truth, ...], list[str]] = {}
    for word in sorted(everything.members):
        answers = tuple(answer_of(leaf, one_of(word)) for leaf in leaves)
        groups.setdefault(answers, []).append(word)
    return [tuple(words) for words in groups.values()]
