"""PF07: days since the last NET-MDT review."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.domain import exactly
from cds_service.logic.fact import Why
from fhir_mappings.readers.mdt import READER
from tests.fhir_mappings.readers.snippets import (
    CPT,
    NCIT,
    NET,
    SNOMED,
    Json,
    damaged,
    fact,
    observation,
    procedure,
    read,
    said,
)

DECISION, BOARD = (NET, "mdt-decision"), (NCIT, "C93304")


def decided(name: str = "o1", when: str | None = "2026-11-14", **more: Any) -> Json:
    """An MDT decision."""
    return observation(DECISION, name, when, **more)


def test_a_decision_is_dated_by_the_day_on_which_it_holds() -> None:
    assert said(READER, decided()) == exactly(10)


def test_the_date_given_as_value_wins_over_the_effective_date() -> None:
    assert said(READER, decided(when="2026-11-24", valueDateTime="2026-11-04")) == exactly(20)


def test_today_is_no_day_ago() -> None:
    assert said(READER, decided(when="2026-11-24")) == exactly(0)


def test_a_completed_tumour_board_counts() -> None:
    assert said(READER, procedure(BOARD, when="2026-11-17")) == exactly(7)


@pytest.mark.parametrize("status", ["not-done", "preparation", "entered-in-error"])
def test_a_tumour_board_that_did_not_take_place_says_nothing(status: str) -> None:
    assert said(READER, procedure(BOARD, status=status)) is None


@pytest.mark.parametrize("status", ["unknown", "on-hold", "stopped"])
def test_a_tumour_board_of_which_it_is_not_clear_whether_it_took_place_leaves_its_day_open(status: str) -> None:
    assert said(READER, procedure(BOARD, status=status)) is Why.PRELIMINARY


@pytest.mark.parametrize("code", [(SNOMED, "225971008"), (CPT, "99367")])
def test_liaising_with_a_team_and_a_billing_code_are_no_review(code: tuple[str, str]) -> None:
    assert said(READER, procedure(code)) is None


def test_the_last_of_all_reviews_counts() -> None:
    found = fact(READER, decided(), procedure(BOARD, when="2026-11-20"), decided("o2", "2026-11-01"))
    assert found is not None
    assert (found.possible, found.evidence[0].reference) == (exactly(4), "Procedure/x1")


@pytest.mark.parametrize(
    ("when", "expected"), [("2026-11", "[0,23]"), ("2026-10", "[24,54]"), ("2026", "[0,327]"), ("2025", "[328,692]")]
)
def test_a_partial_date_leaves_an_interval(when: str, expected: str) -> None:
    assert str(said(READER, decided(when=when))) == expected


def test_a_dated_review_narrows_a_partial_date() -> None:
    assert str(said(READER, decided(when="2026-10"), decided("o2", "2026-10-20"))) == "[24,35]"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (decided(when=None), Why.NOT_RECORDED),
        (decided(when="2026-11-25"), Why.UNREADABLE),
        (decided(when="last week"), Why.UNREADABLE),
        (decided(status="preliminary"), Why.PRELIMINARY),
    ],
)
def test_an_unusable_review_alone_leaves_it_open_with_a_note(body: Json, why: Why) -> None:
    assert said(READER, body) is why
    assert read(READER, body).notes


def test_an_unusable_review_yields_to_the_one_before_with_a_note() -> None:
    found = read(READER, decided("o2", "2026-12-01"), decided())
    assert found.facts["mdtDate"].possible == exactly(10)
    assert found.notes[0].reference == "Observation/o2"


def test_nothing_recorded_says_nothing() -> None:
    assert said(READER) is None


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(decided(valueDateTime="2026-11-04"), procedure(BOARD))))
