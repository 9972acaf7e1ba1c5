"""PF68: biliary-enteric communication."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.case.items.item import FALSE, TRUE
from cds_service.logic.fact import Why
from fhir_mappings.readers.biliary import READER
from tests.fhir_mappings.readers.snippets import ANSWER, NET, Json, concept, damaged, observation, read, said

OPEN = (NET, "biliary-enteric-communication")


def stated(value: bool, name: str = "o1", when: str = "2026-11-20") -> Json:
    """Whether the bile ducts are open to the bowel."""
    return observation(OPEN, name, when, valueBoolean=value)


@pytest.mark.parametrize(("value", "expected"), [(True, TRUE), (False, FALSE)])
def test_a_boolean_is_read(value: bool, expected: object) -> None:
    assert said(READER, stated(value)) == expected


@pytest.mark.parametrize(("answer", "expected"), [("present", TRUE), ("absent", FALSE)])
def test_a_coded_answer_is_read(answer: str, expected: object) -> None:
    assert said(READER, observation(OPEN, valueCodeableConcept=concept((ANSWER, answer)))) == expected


def test_an_answer_of_unknown_leaves_it_open() -> None:
    assert isinstance(said(READER, observation(OPEN, valueCodeableConcept=concept((ANSWER, "unknown")))), Why)


def test_the_latest_answer_wins_and_yes_on_one_day() -> None:
    assert said(READER, stated(True, when="2026-01-01"), stated(False, "o2")) == FALSE
    assert said(READER, stated(True), stated(False, "o2")) == TRUE


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(stated(True), stated(False, "o2"))))
