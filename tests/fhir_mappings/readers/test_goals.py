"""PF05: comfort-focused goals of care."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.case.items.item import FALSE, TRUE
from cds_service.logic.fact import Why
from fhir_mappings.readers.goals import READER
from tests.fhir_mappings.readers.snippets import ANSWER, NET, SNOMED, Json, concept, damaged, observation, read, said

GOAL = (NET, "treatment-goal")


def goal(answer: str, name: str = "o1", when: str = "2026-11-20", **more: str) -> Json:
    """An Observation of the goal of treatment."""
    return observation(GOAL, name, when, valueCodeableConcept=concept((ANSWER, answer)), **more)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("comfort-only", TRUE),
        ("disease-directed", FALSE),
        ("unknown", Why.NOT_RECORDED),
        ("positive", Why.UNMAPPED),
    ],
)
def test_the_goal_is_read(answer: str, expected: object) -> None:
    assert said(READER, goal(answer)) == expected


def test_the_latest_goal_wins() -> None:
    assert said(READER, goal("comfort-only", when="2026-10-01"), goal("disease-directed", "o2")) == FALSE


def test_contradictory_goals_of_one_day_mean_comfort_only_with_a_note() -> None:
    found = read(READER, goal("disease-directed"), goal("comfort-only", "o2"))
    assert found.facts["comfortOnly"].possible == TRUE
    assert found.notes


def test_two_codings_that_disagree_are_a_conflict() -> None:
    both = observation(GOAL, valueCodeableConcept=concept((ANSWER, "comfort-only"), (ANSWER, "disease-directed")))
    assert said(READER, both) is Why.CONFLICTING


def test_a_referral_to_palliative_care_says_nothing_about_goals() -> None:
    assert said(READER, observation((SNOMED, "306237005"), valueBoolean=True)) is None


def test_a_preliminary_goal_leaves_it_open() -> None:
    assert said(READER, goal("comfort-only", status="preliminary")) is Why.PRELIMINARY


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(goal("comfort-only"), goal("disease-directed", "o2"))))
