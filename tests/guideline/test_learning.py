"""From the record on: what is learnt later never overturns what was settled before (ruling 7).

`test_monotone` hides facts of settled cases; here they are hidden in the record, so that absence, age and
inference take part, and grade and Ki-67 are hidden apart.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.guideline.evaluation import judge
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import Status
from cds_service.logic.criterion import Facts, evaluate
from cds_service.logic.domain import Domain, exactly, one_of
from cds_service.logic.truth import Truth
from tests.guideline.consistent import HIDEABLE, acts_when_known, facts_of, patients

NOT_SETTLED = frozenset({Status.UNDETERMINED, Status.CONDITIONAL, Status.HELD})
SILENT = frozenset({Status.BLOCKED, Status.NOT_INDICATED, Status.DONE})

_NAIVE_G3: dict[str, Domain] = {
    "deceased": one_of("false"),
    "age": exactly(58),
    "nenConfirmed": one_of("true"),
    "site": one_of("sigmoid"),
    "stageIV": one_of("true"),
    "liverMets": one_of("true"),
    "ki67": exactly(30),
    "grade": one_of("G3"),
    "resectVerdict": one_of("unresectable"),
    "functional": one_of("true"),
    "sstr": one_of("positive"),
    "progressing": one_of("true"),
    "ssaEver": exactly(0),
}


@settings(max_examples=500, deadline=None, derandomize=True)
@given(patients(), st.frozensets(st.sampled_from(HIDEABLE), min_size=1, max_size=8))
def test_a_status_that_is_settled_stays_when_more_is_recorded(values: dict[str, Domain], names: frozenset[str]) -> None:
    less, more = facts_of(values, names), facts_of(values)
    for recommendation in RECOMMENDATIONS:
        if names & acts_when_known(recommendation):
            continue
        before, after = judge(recommendation, less).status, judge(recommendation, more).status
        settled = before not in NOT_SETTLED and not _is_queued_behind_an_open_gate(recommendation, less)
        assert not settled or _same_to_see(before, after), (recommendation.id, before, after, sorted(names))


@pytest.mark.xfail(strict=True, reason="ruling 42, queued before conditional, contradicts ruling 7")
@pytest.mark.parametrize(("identifier", "differentiation"), [("R15", "poor"), ("R18", "well")])
def test_what_is_queued_stays_queued_when_the_grade_is_known(identifier: str, differentiation: str) -> None:
    recommendation = next(one for one in RECOMMENDATIONS if one.id == identifier)
    values = {**_NAIVE_G3, "differentiation": one_of(differentiation)}
    less = facts_of(values, frozenset({"grade", "ki67", "differentiation"}))
    assert judge(recommendation, less).status is Status.QUEUED
    assert judge(recommendation, facts_of(values)).status is Status.QUEUED


def _is_queued_behind_an_open_gate(recommendation: Recommendation, facts: Facts) -> bool:
    gates = (recommendation.eligibility, recommendation.conflict)
    is_open = any(evaluate(gate, facts).answer is Truth.UNKNOWN for gate in gates)
    return is_open and judge(recommendation, facts).status is Status.QUEUED


def _same_to_see(before: Status, after: Status) -> bool:
    """Equal, or both silent: a block beats an open trigger (ruling 4) that later may turn out false."""
    return before is after or {before, after} <= SILENT
