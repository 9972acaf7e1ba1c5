"""PF73: DPYD metaboliser status."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.domain import one_of
from cds_service.logic.fact import Why
from fhir_mappings.readers.dpyd import READER
from tests.fhir_mappings.readers.snippets import ANSWER, NET, Json, concept, damaged, observation, read, said


def status(answer: str, name: str = "o1", when: str | None = "2024-01-01") -> Json:
    """An Observation of the metaboliser status."""
    return observation((NET, "dpyd-metabolizer"), name, when, valueCodeableConcept=concept((ANSWER, answer)))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("normal", one_of("normal")),
        ("intermediate", one_of("partial")),
        ("poor", one_of("complete")),
        ("unknown", Why.NOT_RECORDED),
        ("mixed", Why.UNMAPPED),
    ],
)
def test_metaboliser_status_is_read_as_deficiency(answer: str, expected: object) -> None:
    assert said(READER, status(answer)) == expected


@pytest.mark.parametrize(("one", "other"), [("normal", "poor"), ("intermediate", "poor")])
def test_the_worse_of_one_day_is_used(one: str, other: str) -> None:
    assert said(READER, status(one), status(other, "o2")) == one_of("complete")


def test_an_undated_result_counts() -> None:
    assert said(READER, status("intermediate", when=None)) == one_of("partial")


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(status("normal"), status("poor", "o2"))))
