"""PF06: ECOG."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.domain import exactly
from cds_service.logic.fact import Why
from fhir_mappings.readers.performance import READER
from tests.fhir_mappings.readers.snippets import (
    ANSWER,
    LOINC,
    SNOMED,
    Json,
    concept,
    damaged,
    observation,
    quantity,
    read,
    said,
)

SCORE, INTERPRETATION, KARNOFSKY = (LOINC, "89247-1"), (LOINC, "89262-0"), (LOINC, "89243-0")


def ecog(grade: int, name: str = "o1", when: str | None = "2026-11-20") -> Json:
    """An ECOG score."""
    return observation(SCORE, name, when, valueInteger=grade)


def karnofsky(score: int, name: str = "k1", when: str | None = "2026-11-20") -> Json:
    """A Karnofsky score."""
    return observation(KARNOFSKY, name, when, valueInteger=score)


@pytest.mark.parametrize("grade", [0, 1, 2, 3, 4, 5])
def test_an_integer_is_the_grade(grade: int) -> None:
    assert said(READER, ecog(grade)) == exactly(grade)


@pytest.mark.parametrize("unit", ["{score}", None, "1"])
def test_a_quantity_is_the_grade(unit: str | None) -> None:
    assert said(READER, observation(SCORE, valueQuantity=quantity(2, unit))) == exactly(2)


@pytest.mark.parametrize(
    ("answer", "grade"),
    [
        ((LOINC, "LA9622-7"), 0),
        ((LOINC, "LA9623-5"), 1),
        ((LOINC, "LA9624-3"), 2),
        ((LOINC, "LA9625-0"), 3),
        ((LOINC, "LA9626-8"), 4),
        ((LOINC, "LA9627-6"), 5),
        ((SNOMED, "425389002"), 0),
        ((SNOMED, "423237006"), 4),
        ((ANSWER, "3"), 3),
    ],
)
@pytest.mark.parametrize("code", [SCORE, INTERPRETATION, (SNOMED, "423740007")])
def test_coded_answers_are_read(code: tuple[str, str], answer: tuple[str, str], grade: int) -> None:
    assert said(READER, observation(code, valueCodeableConcept=concept(answer))) == exactly(grade)


def test_an_interpretation_element_is_read_where_there_is_no_value() -> None:
    assert said(READER, observation(INTERPRETATION, interpretation=[concept((LOINC, "LA9624-3"))])) == exactly(2)


def test_89262_0_is_not_a_karnofsky_score() -> None:
    assert said(READER, observation(INTERPRETATION, valueInteger=80)) is Why.UNREADABLE


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        (100, 0),
        (90, 1),
        (80, 1),
        (70, 2),
        (60, 2),
        (50, 3),
        (40, 3),
        (30, 4),
        (20, 4),
        (10, 4),
        (0, 5),
        (95, 1),
        (75, 2),
    ],
)
def test_karnofsky_is_mapped_to_the_worse_grade(score: int, grade: int) -> None:
    assert said(READER, karnofsky(score)) == exactly(grade)


def test_karnofsky_in_percent_is_read() -> None:
    assert said(READER, observation(KARNOFSKY, valueQuantity=quantity(80, "%"))) == exactly(1)


def test_a_karnofsky_range_leaves_the_grades_that_it_spans() -> None:
    spanned = observation(KARNOFSKY, valueString="60-80")
    assert str(said(READER, spanned)) == "[1,2]"


def test_a_recorded_grade_wins_over_a_karnofsky_score_of_the_same_day() -> None:
    assert said(READER, ecog(0), karnofsky(90)) == exactly(0)


def test_a_newer_karnofsky_score_wins() -> None:
    assert said(READER, ecog(0, when="2026-09-01"), karnofsky(50)) == exactly(3)


def test_an_older_or_undated_karnofsky_score_does_not() -> None:
    assert said(READER, ecog(0), karnofsky(50, when="2026-11-19")) == exactly(0)
    assert said(READER, ecog(0), karnofsky(50, when=None)) == exactly(0)


@pytest.mark.parametrize("newer", [karnofsky(-1), karnofsky(50, when="2026-11-25")])
def test_an_unusable_newer_karnofsky_score_changes_nothing(newer: Json) -> None:
    assert said(READER, ecog(0, when="2026-09-01"), newer) == exactly(0)


def test_karnofsky_stands_in_where_ecog_cannot_be_read() -> None:
    assert said(READER, observation(SCORE, valueString="good"), karnofsky(70)) == exactly(2)


def test_minus_one_means_missing() -> None:
    assert said(READER, ecog(-1)) is Why.NOT_RECORDED
    assert said(READER, ecog(-1, "o2", "2026-11-22"), ecog(1)) == exactly(1)


@pytest.mark.parametrize("value", [{"valueInteger": 9}, {"valueDecimal": 2}, {"valueQuantity": quantity(1.5, None)}])
def test_what_is_no_grade_is_not_believed(value: dict[str, Any]) -> None:
    assert said(READER, observation(SCORE, **value)) is Why.UNREADABLE


def test_grades_that_disagree_within_one_answer_are_a_conflict() -> None:
    both = concept((LOINC, "LA9622-7"), (SNOMED, "423053003"))
    assert said(READER, observation(SCORE, valueCodeableConcept=both)) is Why.CONFLICTING


def test_the_worse_of_two_grades_of_one_day_is_used() -> None:
    assert said(READER, ecog(1), ecog(3, "o2")) == exactly(3)


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    coded = observation(INTERPRETATION, "o2", valueCodeableConcept=concept((LOINC, "LA9624-3")))
    read(READER, *data.draw(damaged(ecog(1, when="2026-11-01"), coded, karnofsky(80))))
