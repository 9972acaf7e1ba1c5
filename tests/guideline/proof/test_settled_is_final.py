"""A settled status is never overturned by more knowledge: shown for every combination of answers, not for a sample.

Criteria answer in strong Kleene logic, which is monotone; so it is enough that the status is. The parts of a
recommendation that act only on what is known (`WhenKnown`) are not monotone on purpose [A1] and are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from cds_service.guideline.recommendation import NEVER, Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import Answers, Status, status_of
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warnings import WARNINGS
from cds_service.logic.criterion import Criterion, WhenKnown, parts
from cds_service.logic.truth import Truth

PARTS = ("scope", "trigger", "eligibility", "conflict", "done", "first")
OPEN = frozenset({Status.UNDETERMINED, Status.CONDITIONAL, Status.HELD})
# Both are silent: a block beats an open trigger or an open `done_when` that later turns out so (ruling 4).
SILENT = frozenset({Status.BLOCKED, Status.NOT_INDICATED, Status.DONE})
# Ruling 42 puts `conflict` and `queued` before `conditional`, which contradicts ruling 7 while a gate is open.
# For `queued` that is the known exception (two strict xfails in test_learning); for `conflict` no file has such a gate.
BEFORE_CONDITIONAL = frozenset({Status.QUEUED, Status.CONFLICT})
# Parts that read `WhenKnown`: by id of the recommendation, with the reason.
WHEN_KNOWN = {
    "R02": "a known pregnancy reopens a recent review (G-PREG)",
    "R11": "an ordered resection asks for nodes, whatever is open about it",
    "R13": "pregnancy and goals block an analogue only when known (rulings 18 and 51)",
    "R18": "only a known grade 3 hands over to R19",
    "R22": "a known kidney weakness makes PRRT inapplicable (ruling 17)",
}


def _all_answers() -> Iterator[dict[str, Truth]]:
    for found in product(Truth, repeat=len(PARTS)):
        yield dict(zip(PARTS, found, strict=True))


def _learnt(answers: dict[str, Truth]) -> Iterator[dict[str, Truth]]:
    """Every way in which open answers can become settled, or stay open."""
    ways = [tuple(Truth) if answer is Truth.UNKNOWN else (answer,) for answer in answers.values()]
    for found in product(*ways):
        yield dict(zip(PARTS, found, strict=True))


def _status(answers: dict[str, Truth], safety: Truth) -> Status:
    return status_of(Answers(**answers, safety=safety, held=Truth.FALSE))


@pytest.mark.parametrize("safety", [Truth.TRUE, Truth.FALSE], ids=["known safety block", "no safety block"])
def test_what_is_settled_stays_whatever_is_learnt(safety: Truth) -> None:
    overturned = [
        (before, after, answers, more)
        for answers in _all_answers()
        for before in [_status(answers, safety)]
        if before not in OPEN | BEFORE_CONDITIONAL
        for more in _learnt(answers)
        for after in [_status(more, safety)]
        if after is not before and not {before, after} <= SILENT | {Status.OUT_OF_SCOPE}
    ]
    assert overturned == []


def test_queued_and_conflict_are_overturned_only_while_a_gate_is_open() -> None:
    for answers in _all_answers():
        status = _status(answers, Truth.FALSE)
        gates = (answers["eligibility"], answers["conflict"], answers["done"])
        if status in BEFORE_CONDITIONAL and Truth.UNKNOWN not in gates:
            assert {_status(more, Truth.FALSE) for more in _learnt(answers)} == {status}


@pytest.mark.parametrize("recommendation", RECOMMENDATIONS, ids=lambda one: one.id)
def test_what_can_be_in_conflict_has_no_gate_that_could_overturn_it(recommendation: Recommendation) -> None:
    free = (recommendation.eligibility, recommendation.done_when) == (NEVER, NEVER)
    assert free or recommendation.conflict == NEVER


@pytest.mark.parametrize("recommendation", RECOMMENDATIONS, ids=lambda one: one.id)
def test_only_declared_recommendations_act_on_what_is_known(recommendation: Recommendation) -> None:
    gates = ("population", "trigger", "eligibility", "conflict", "done_when", "needs_first")
    reads = any(_has(getattr(recommendation, gate)) for gate in gates)
    assert reads == (recommendation.id in WHEN_KNOWN)


@pytest.mark.parametrize("warning", WARNINGS, ids=lambda one: one.slug)
def test_a_warning_that_can_be_critical_is_quieter_while_open(warning: SafetyWarning) -> None:
    assert warning.open_indicator is None or warning.open_indicator.value != "critical"


def _has(criterion: Criterion) -> bool:
    return isinstance(criterion, WhenKnown) or any(_has(part) for part in parts(criterion))
