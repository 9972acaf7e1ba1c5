"""The shape that most readers share: the newest settled answer wins, and what stood before it is noted."""

from typing import Any

import pytest

from cds_service.case.items.disease import LIVER_PCT
from cds_service.logic.domain import one_of
from fhir_mappings.findings.observed import answers_of, latest_number
from fhir_mappings.readers.extra_abdominal import READER as BOOLEAN
from fhir_mappings.readers.liver_burden import READER as NUMBER
from fhir_mappings.readers.liver_distribution import READER as CHOICE
from tests.fhir_mappings.readers.record import (
    Body,
    amount,
    answer,
    concept,
    first,
    notes,
    observation,
    said,
    sources,
)

CODE, ITEM = "net|hepatic-metastasis-distribution", "distribution"


def choice(word: str, on: str | None = "2026-11-01", status: str = "final") -> Body:
    return observation(CODE, answer(f"value|{word}"), on, status)


def percent(value: float, on: str = "2026-11-01", **more: Any) -> Body:
    return observation("net|hepatic-tumor-burden-percent", amount(value, "%", **more), on)


def test_without_any_observation_the_reader_says_nothing() -> None:
    assert said(CHOICE, ITEM) is None


def test_the_newest_answer_wins_and_is_the_evidence() -> None:
    bodies = choice("diffuse", "2026-01-01"), choice("complex", "2026-06-01")
    assert said(CHOICE, ITEM, *bodies) == said(CHOICE, ITEM, *reversed(bodies)) == "{complex}"
    assert first(CHOICE, ITEM, *bodies) == "Observation/r2"


@pytest.mark.parametrize("status", ["entered-in-error", "entered-in-error ", "cancelled", "unknown"])
def test_some_statuses_never_count(status: str) -> None:
    assert said(CHOICE, ITEM, choice("diffuse", status=status)) is None


@pytest.mark.parametrize("status", ["final", "amended", "corrected"])
def test_final_statuses_count(status: str) -> None:
    assert said(CHOICE, ITEM, choice("diffuse", status=status)) == "{diffuse}"


@pytest.mark.parametrize("status", ["preliminary", "registered"])
def test_a_preliminary_answer_alone_is_open(status: str) -> None:
    assert said(CHOICE, ITEM, choice("diffuse", status=status)) == "preliminary"


def test_an_older_final_answer_stands_against_a_newer_preliminary_one_with_a_note() -> None:
    bodies = choice("localized", "2026-01-01"), choice("diffuse", "2026-06-01", "preliminary")
    assert said(CHOICE, ITEM, *bodies) == "{localized}"
    assert "preliminary" in notes(CHOICE, *bodies)


def test_an_answer_of_an_unknown_code_opens_the_fact_also_beside_an_older_one() -> None:
    unknown = observation(CODE, answer("local|17"), "2026-06-01")
    assert said(CHOICE, ITEM, unknown) == "unmapped"
    assert said(CHOICE, ITEM, choice("localized", "2026-01-01"), unknown) == "unmapped"
    assert said(CHOICE, ITEM, choice("localized", "2026-07-01"), unknown) == "{localized}"
    assert "not known" in notes(CHOICE, unknown)


def test_an_unreadable_value_gives_way_to_the_next_older_one_with_a_note() -> None:
    strange = observation("net|hepatic-tumor-burden-percent", {"valueString": "about a half"}, "2026-06-01")
    assert said(NUMBER, "liverPct", strange) == "unreadable"
    assert said(NUMBER, "liverPct", strange, percent(20, "2026-01-01")) == "[20,20]"
    assert "without one clear number" in notes(NUMBER, strange, percent(20, "2026-01-01"))


def test_a_date_after_today_is_not_used() -> None:
    future = choice("diffuse", "2026-11-24")
    assert said(CHOICE, ITEM, future) == "unreadable"
    assert said(CHOICE, ITEM, future, choice("complex", "2026-01-01")) == "{complex}"
    assert "after the day of evaluation" in notes(CHOICE, future)


@pytest.mark.parametrize("word", ["unknown", "open"])
def test_an_answer_that_says_nothing_definite_is_not_recorded(word: str) -> None:
    assert said(CHOICE, ITEM, choice(word)) == "not recorded"


def test_a_stated_reason_for_absence_is_not_recorded() -> None:
    absent = {"dataAbsentReason": concept("local|asked-unknown")}
    assert said(CHOICE, ITEM, observation(CODE, absent)) == "not recorded"


def test_text_alone_is_no_answer() -> None:
    assert said(CHOICE, ITEM, observation(CODE, answer(text="diffuse"))) == "unreadable"
    assert said(CHOICE, ITEM, observation(CODE, {"valueString": "diffuse"})) == "unreadable"


def test_all_codings_of_an_answer_are_read() -> None:
    assert said(CHOICE, ITEM, observation(CODE, answer("local|17", "value|diffuse"))) == "{diffuse}"


def test_two_codings_that_disagree_are_a_conflict_and_not_the_first() -> None:
    torn = observation(CODE, answer("value|localized", "value|diffuse"))
    assert said(CHOICE, ITEM, torn) == "conflicting"
    assert said(CHOICE, ITEM, torn, choice("localized", "2026-01-01")) == "conflicting"


def test_two_values_at_once_are_a_conflict() -> None:
    both = {**answer("value|diffuse"), "valueString": "diffuse"}
    assert said(CHOICE, ITEM, observation(CODE, both)) == "conflicting"


def test_of_one_day_the_safer_answer_is_used_with_a_note_and_is_the_first_evidence() -> None:
    bodies = choice("localized"), choice("diffuse")
    assert said(CHOICE, ITEM, *bodies) == said(CHOICE, ITEM, *reversed(bodies)) == "{diffuse}"
    assert first(CHOICE, ITEM, *bodies) == "Observation/r2"
    assert "the safer is used" in notes(CHOICE, *bodies)


def test_the_time_of_day_does_not_decide() -> None:
    bodies = choice("diffuse", "2026-11-01T08:00:00Z"), choice("localized", "2026-11-01T16:00:00Z")
    assert said(CHOICE, ITEM, *bodies) == "{diffuse}"


def test_dates_that_may_be_the_same_day_are_one_day() -> None:
    assert said(CHOICE, ITEM, choice("localized", "2026-10-10"), choice("diffuse", "2026-10")) == "{diffuse}"
    assert said(CHOICE, ITEM, choice("diffuse", "2026-10-10"), choice("localized", "2026-10")) == "{diffuse}"


def test_undated_answers_come_last_and_the_safer_of_two_is_used() -> None:
    assert said(CHOICE, ITEM, choice("localized", None), choice("diffuse", None)) == "{diffuse}"
    assert said(CHOICE, ITEM, choice("localized"), choice("diffuse", None)) == "{localized}"


def test_an_unreadable_date_counts_as_none_with_a_note() -> None:
    assert said(CHOICE, ITEM, choice("diffuse", "last week")) == "{diffuse}"
    assert "effectiveDateTime" in notes(CHOICE, choice("diffuse", "last week"))


def test_an_unknown_answer_of_the_same_day_opens_the_fact() -> None:
    assert said(CHOICE, ITEM, choice("diffuse"), observation(CODE, answer("local|17"))) == "unmapped"


def test_a_component_speaks_with_the_date_and_status_of_the_whole() -> None:
    part = {"component": [{"code": concept(CODE), **answer("value|complex")}]}
    panel = observation("local|panel", part, "2026-06-01")
    assert said(CHOICE, ITEM, panel) == "{complex}"
    assert said(CHOICE, ITEM, {**panel, "status": "preliminary"}) == "preliminary"
    assert said(CHOICE, ITEM, panel, choice("diffuse", "2026-07-01")) == "{diffuse}"


def test_a_panel_without_a_value_of_its_own_speaks_through_its_parts() -> None:
    part = {"component": [{"code": concept(CODE), **answer("value|complex")}]}
    assert said(CHOICE, ITEM, observation(CODE, part)) == "{complex}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (amount(40, "%"), "[40,40]"),
        (amount(40), "[40,40]"),
        (amount(0.4, "1"), "[40,40]"),
        (amount(50, "%", comparator=">"), "(50,100]"),
        (amount(10, "%", comparator="<"), "[0,10)"),
        ({"valueRange": {"low": {"value": 10, "unit": "%"}, "high": {"value": 25, "unit": "%"}}}, "[10,25]"),
        ({"valueInteger": 30}, "[30,30]"),
        ({"valueString": "25-50 %"}, "[25,50]"),
        ({"valueString": "< 10%"}, "[0,10)"),
        ({"valueString": "2,5 %"}, "[2.5,2.5]"),
        ({"valueString": "about 20 %"}, "[15,25]"),
        (amount(140, "%"), "unreadable"),
        (amount(-1, "%"), "not recorded"),
        (amount(40, "mg"), "unreadable"),
        ({"valueBoolean": True}, "unreadable"),
    ],
)
def test_a_number_is_read_in_every_shape(value: Body, expected: str) -> None:
    assert said(NUMBER, "liverPct", observation("net|hepatic-tumor-burden-percent", value)) == expected


def test_of_two_numbers_of_one_day_the_worst_is_used() -> None:
    assert said(NUMBER, "liverPct", percent(30), percent(60)) == "[60,60]"
    codes = ("hepatic-tumor-burden-observations",)
    low = latest_number(sources(percent(30), percent(60)), LIVER_PCT, codes, "%", worst="low")
    assert str(low.facts["liverPct"].possible) == "[30,30]"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"valueBoolean": True}, "{true}"),
        ({"valueBoolean": False}, "{false}"),
        (answer("sct|52101004"), "{true}"),
        (answer("sct|2667000"), "{false}"),
        (answer("value|present"), "{true}"),
        (answer("value|absent"), "{false}"),
        (answer("value|unknown"), "not recorded"),
        (answer("sct|373066001"), "{true}"),
        (answer("loinc|LA32-8"), "{false}"),
        (answer("sct|373066001", "sct|2667000"), "conflicting"),
        (answer("value|yes", "value|no"), "conflicting"),
        (answer("local|perhaps"), "unmapped"),
        ({"valueString": "yes"}, "unreadable"),
        ({}, "not recorded"),
    ],
)
def test_yes_or_no_is_read_as_boolean_or_code(value: Body, expected: str) -> None:
    assert said(BOOLEAN, "extraAbd", observation("net|extra-abdominal-metastasis", value)) == expected


def test_every_answer_is_kept_newest_first() -> None:
    given = sources(choice("diffuse", "2026-01-01"), choice("complex", None), choice("complex", "2026-06-01"))
    answers, _ = answers_of(given, ("hepatic-distribution-observations",), lambda found: one_of("any"))
    assert [one.evidence.reference for one in answers] == ["Observation/r3", "Observation/r1", "Observation/r2"]
