"""PF67: thrombosis of the main portal vein."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.case.items.item import FALSE, TRUE
from cds_service.logic.fact import Why
from fhir_mappings.readers.portal_vein import READER
from tests.fhir_mappings.readers.snippets import (
    ANSWER,
    ICD10,
    NET,
    SNOMED,
    Json,
    concept,
    condition,
    damaged,
    observation,
    read,
    said,
    texts,
)

MAIN, THROMBOSIS = (NET, "main-portal-vein-thrombosis"), (ICD10, "I81")


def stated(value: bool, name: str = "o1", when: str | None = "2026-11-20") -> Json:
    """Whether the main portal vein is thrombosed."""
    return observation(MAIN, name, when, valueBoolean=value)


@pytest.mark.parametrize(("value", "expected"), [(True, TRUE), (False, FALSE)])
def test_a_boolean_is_read(value: bool, expected: object) -> None:
    assert said(READER, stated(value)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [((SNOMED, "52101004"), TRUE), ((SNOMED, "2667000"), FALSE), ((ANSWER, "yes"), TRUE), ((ANSWER, "no"), FALSE)],
)
def test_a_coded_answer_is_read(answer: tuple[str, str], expected: object) -> None:
    assert said(READER, observation(MAIN, valueCodeableConcept=concept(answer))) == expected


def test_contradictory_answers_of_one_day_mean_yes() -> None:
    assert said(READER, stated(False), stated(True, "o2")) == TRUE


@pytest.mark.parametrize("code", [THROMBOSIS, (SNOMED, "17920008")])
def test_a_condition_without_the_trunk_leaves_it_open_with_a_note(code: tuple[str, str]) -> None:
    assert said(READER, condition(code)) is Why.NOT_RECORDED
    assert "main trunk" in texts(read(READER, condition(code)))


def test_a_resolved_or_refuted_condition_says_nothing() -> None:
    assert said(READER, condition(THROMBOSIS, clinical="resolved")) is None
    assert said(READER, condition(THROMBOSIS, verification="refuted")) is None


def test_yes_stands_beside_any_condition() -> None:
    assert said(READER, stated(True), condition(THROMBOSIS, when="2026-11-23")) == TRUE


def test_no_stands_where_the_condition_is_older() -> None:
    assert said(READER, stated(False), condition(THROMBOSIS, when="2026-11-10")) == FALSE


@pytest.mark.parametrize("when", ["2026-11-23", None])
def test_no_is_open_again_where_the_condition_may_be_newer(when: str | None) -> None:
    assert said(READER, stated(False), condition(THROMBOSIS, when=when)) is Why.NOT_RECORDED


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(stated(False), condition(THROMBOSIS, when="2026-11-22"))))
