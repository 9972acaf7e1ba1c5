"""Learning a fact may settle an open verdict; it never overturns a settled one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.guideline.evaluation import judge
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import Status
from cds_service.logic.fact import Fact
from tests.guideline.any_case import HIDEABLE, hidden, settled_cases

SILENT = frozenset({Status.BLOCKED, Status.NOT_INDICATED, Status.DONE})
OPEN = frozenset({Status.UNDETERMINED, Status.CONDITIONAL, Status.HELD})


@settings(max_examples=400, deadline=None)
@given(settled_cases(), st.frozensets(st.sampled_from(HIDEABLE), min_size=1, max_size=8))
def test_a_verdict_that_is_settled_with_less_is_the_same_with_more(
    facts: dict[str, Fact], names: frozenset[str]
) -> None:
    less = hidden(facts, names)
    for recommendation in RECOMMENDATIONS:
        before, after = judge(recommendation, less).status, judge(recommendation, facts).status
        assert before in OPEN or _same(before, after), (recommendation.id, before, after, sorted(names))


def _same(before: Status, after: Status) -> bool:
    """Equal, or both silent: a block beats an open trigger and an open gate (ruling 4), so that learning the trigger
    or the gate may turn `blocked` into `not_indicated` or `done`, and the reverse order of events shows nothing either.
    """
    return before is after or {before, after} <= SILENT
