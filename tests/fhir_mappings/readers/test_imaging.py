"""PF40–PF43: receptor imaging, FDG mismatch, course and months of stability."""

from decimal import Decimal
from typing import Any

import pytest

from fhir_mappings.readers.course_of_disease import READER as COURSE
from fhir_mappings.readers.fdg_mismatch import READER as FDG
from fhir_mappings.readers.receptor_imaging import READER as SSTR
from tests.fhir_mappings.readers.record import Body, amount, answer, first, notes, observation, read, said

RECIST, STATUS = "net|recist-1-1-response", "loinc|97509-4"


def sstr(*bodies: Body) -> str | None:
    return said(SSTR, "sstr", *bodies)


def status(word: str, on: str | None = "2026-06-01", **more: Any) -> Body:
    return observation("net|sstr-status", answer(f"value|{word}"), on, **more)


def krenning(value: Body, on: str = "2026-06-01") -> Body:
    return observation("net|sstr-krenning-score", value, on)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("positive", "{positive}"), ("negative", "{negative}"), ("heterogeneous", "{mixed}"), ("unknown", "not recorded")],
)
def test_receptor_status(word: str, expected: str) -> None:
    assert sstr(status(word)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"valueInteger": 0}, "{negative}"),
        ({"valueInteger": 1}, "{negative}"),
        ({"valueInteger": 2}, "{positive}"),
        (amount(3, "{score}"), "{positive}"),
        (amount(4), "{positive}"),
        (answer("value|3"), "{positive}"),
        (amount(2, comparator=">="), "{positive}"),
        ({"valueString": "3-4"}, "{positive}"),
        ({"valueString": "1-2"}, "unreadable"),
        (amount(1.5), "unreadable"),
        (amount(7), "unreadable"),
        (answer("local|high"), "unmapped"),
        ({}, "not recorded"),
    ],
)
def test_a_krenning_score_of_two_and_more_is_positive(value: Body, expected: str) -> None:
    assert sstr(krenning(value)) == expected


def test_the_later_of_status_and_score_wins() -> None:
    assert sstr(status("positive", "2026-01-01"), krenning({"valueInteger": 1})) == "{negative}"
    assert sstr(status("positive", "2026-07-01"), krenning({"valueInteger": 1})) == "{positive}"
    assert first(SSTR, "sstr", status("positive", "2026-01-01"), krenning({"valueInteger": 1})) == "Observation/r2"


def test_one_day_contradictions_are_a_conflict_and_agreement_is_none() -> None:
    assert sstr(status("positive"), krenning({"valueInteger": 1})) == "conflicting"
    assert sstr(status("positive"), status("negative")) == "conflicting"
    assert sstr(status("positive"), krenning({"valueInteger": 3})) == "{positive}"
    assert "contradict" in notes(SSTR, status("positive"), status("negative"))


def test_what_was_read_off_a_specimen_is_no_scan() -> None:
    tissue = status("positive", specimen={"reference": "Specimen/s"})
    assert sstr(tissue) == "not recorded"
    assert "tissue" in notes(SSTR, tissue)


@pytest.mark.parametrize(("value", "expected"), [(True, "{true}"), (False, "{false}")])
def test_fdg_mismatch(value: bool, expected: str) -> None:
    assert said(FDG, "fdgMismatch", observation("net|fdg-sstr-discordance", {"valueBoolean": value})) == expected


def readings(*bodies: Body) -> list[bool]:
    return [one.progressing for one in read(COURSE, *bodies).statuses]


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        (RECIST, "value|CR", [False]),
        (RECIST, "value|PR", [False]),
        (RECIST, "value|SD", [False]),
        (RECIST, "value|PD", [True]),
        (RECIST, "value|NE", []),
        (STATUS, "sct|271299001", [True]),
        ("loinc|88040-1", "sct|271299001", [True]),
        (STATUS, "sct|359746009", [False]),
        (STATUS, "sct|268910001", [False]),
        (STATUS, "sct|709137006", []),
    ],
)
def test_dated_readings_of_the_course(code: str, value: str, expected: list[bool]) -> None:
    assert readings(observation(code, answer(value))) == expected


def test_readings_carry_their_date_and_reference() -> None:
    (one,) = read(COURSE, observation(RECIST, answer("value|SD"), "2026-03")).statuses
    assert (str(one.when), one.evidence.reference) == ("2026-03", "Observation/r1")


@pytest.mark.parametrize(
    ("value", "why"), [("value|NE", "not recorded"), ("local|9", "unmapped"), ("sct|709137006", "unmapped")]
)
def test_the_course_is_open_without_a_settled_reading(value: str, why: str) -> None:
    assert said(COURSE, "progressing", observation(RECIST, answer(value))) == why


def test_preliminary_and_future_readings_do_not_count() -> None:
    early = observation(RECIST, answer("value|PD"), status="preliminary")
    assert (readings(early), said(COURSE, "progressing", early)) == ([], "preliminary")
    assert readings(observation(RECIST, answer("value|PD"), "2026-12-01")) == []


def test_a_newer_reading_of_an_unknown_code_opens_the_course() -> None:
    stable, unknown = observation(RECIST, answer("value|SD"), "2026-01-01"), observation(RECIST, answer("local|9"))
    assert said(COURSE, "progressing", stable, unknown) == "unmapped"
    assert said(COURSE, "stableMonths", stable, unknown) == "unmapped"
    assert said(COURSE, "progressing", stable, {**unknown, "effectiveDateTime": "2025-01-01"}) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (amount(9, "mo"), "[9,9]"),
        (amount(9), "[9,9]"),
        ({"valueInteger": 9}, "[9,9]"),
        (amount(6, "mo", comparator=">"), "(6,600]"),
        ({"valueString": "about 6"}, "[4.5,7.5]"),
        ({"valueString": "about 6 months"}, "[4.5,7.5]"),
        ({"valueString": "6-12 months"}, "[6,12]"),
        (amount(6, "mg"), "unreadable"),
        (amount(-6, "mo"), "not recorded"),
    ],
)
def test_months_of_stability_may_be_stated(value: Body, expected: str) -> None:
    assert said(COURSE, "stableMonths", observation("net|stable-disease-months", value)) == expected


def test_of_two_statements_of_one_day_the_shorter_stability_counts() -> None:
    code = "net|stable-disease-months"
    assert (
        said(COURSE, "stableMonths", observation(code, amount(9, "mo")), observation(code, amount(4, "mo"))) == "[4,4]"
    )


def test_a_months_fact_is_a_number() -> None:
    possible = read(COURSE, observation("net|stable-disease-months", amount(9, "mo"))).facts["stableMonths"].possible
    assert getattr(possible, "low", None) == Decimal(9)
