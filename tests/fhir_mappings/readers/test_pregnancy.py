"""PF03: pregnancy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.case.items.item import FALSE, TRUE
from cds_service.logic.dates import on
from cds_service.logic.fact import Why
from fhir_mappings.readers.pregnancy import READER
from tests.fhir_mappings.readers.snippets import (
    ANSWER,
    AS_OF,
    ICD10,
    LOINC,
    SNOMED,
    Json,
    concept,
    condition,
    damaged,
    fact,
    observation,
    patient,
    procedure,
    read,
    said,
    texts,
)

STATUS, URINE, SERUM = (LOINC, "82810-3"), (LOINC, "2106-3"), (LOINC, "2118-8")
PREGNANT = (ICD10, "Z33.1")
WOMAN = patient(birthDate="1985-03-01")


def answered(code: tuple[str, str], answer: tuple[str, str], name: str = "o1", when: str | None = "2026-11-20") -> Json:
    """A coded answer."""
    return observation(code, name, when, valueCodeableConcept=concept(answer))


@pytest.mark.parametrize("code", [STATUS, URINE, SERUM])
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((SNOMED, "77386006"), TRUE),
        ((SNOMED, "52101004"), TRUE),
        ((SNOMED, "60001007"), FALSE),
        ((SNOMED, "2667000"), FALSE),
        ((SNOMED, "10828004"), TRUE),
        ((SNOMED, "260385009"), FALSE),
        ((LOINC, "LA6576-8"), TRUE),
        ((LOINC, "LA6577-6"), FALSE),
        ((LOINC, "LA15173-0"), TRUE),
        ((LOINC, "LA26683-5"), FALSE),
        ((LOINC, "LA4489-6"), Why.NOT_RECORDED),
        ((ANSWER, "pregnant"), TRUE),
        ((ANSWER, "positive"), TRUE),
        ((ANSWER, "negative"), FALSE),
        ((ANSWER, "not-pregnant"), FALSE),
        ((ANSWER, "unknown"), Why.NOT_RECORDED),
        ((SNOMED, "261665006"), Why.UNMAPPED),
    ],
)
def test_status_and_test_answers_are_read(code: tuple[str, str], answer: tuple[str, str], expected: object) -> None:
    assert said(READER, WOMAN, answered(code, answer)) == expected


@pytest.mark.parametrize(("flag", "expected"), [(True, TRUE), (False, FALSE)])
def test_a_boolean_test_result_is_read(flag: bool, expected: object) -> None:
    assert said(READER, WOMAN, observation(URINE, valueBoolean=flag)) == expected


@pytest.mark.parametrize("code", [PREGNANT, (ICD10, "Z331"), (SNOMED, "77386006")])
def test_an_active_condition_means_pregnant(code: tuple[str, str]) -> None:
    assert said(READER, WOMAN, condition(code)) == TRUE


@pytest.mark.parametrize("clinical", ["resolved", "inactive", "remission"])
def test_a_past_condition_says_nothing(clinical: str) -> None:
    assert said(READER, WOMAN, condition(PREGNANT, clinical=clinical)) is None


@pytest.mark.parametrize("verification", ["refuted", "entered-in-error"])
def test_a_refuted_condition_says_nothing(verification: str) -> None:
    assert said(READER, WOMAN, condition(PREGNANT, verification=verification)) is None


def test_a_provisional_condition_leaves_it_open_with_a_note() -> None:
    assert said(READER, WOMAN, condition(PREGNANT, verification="provisional")) is Why.PRELIMINARY
    assert read(READER, WOMAN, condition(PREGNANT, verification="provisional")).notes


def test_a_newer_negative_test_refutes_a_condition() -> None:
    test = answered(URINE, (ANSWER, "negative"), when="2026-11-20")
    assert said(READER, WOMAN, condition(PREGNANT, when="2026-11-10"), test) == FALSE


@pytest.mark.parametrize("when", ["2026-11-20", "2026-11-21", None])
def test_a_negative_test_that_is_not_newer_refutes_nothing(when: str | None) -> None:
    test = answered(URINE, (ANSWER, "negative"), when="2026-11-20")
    assert said(READER, WOMAN, condition(PREGNANT, when=when), test) == TRUE


def test_a_positive_test_outlives_an_older_condition() -> None:
    test = answered(SERUM, (ANSWER, "positive"))
    found = fact(READER, WOMAN, condition(PREGNANT), test)
    assert found is not None
    assert (found.possible, found.evidence[0].reference) == (TRUE, "Observation/o1")


def test_a_condition_decides_where_the_test_is_open() -> None:
    test = answered(SERUM, (ANSWER, "unknown"), when="2026-11-22")
    assert said(READER, WOMAN, condition(PREGNANT), test) == TRUE


def test_the_latest_of_status_and_test_wins() -> None:
    older = answered(STATUS, (ANSWER, "not-pregnant"), "o1", "2026-11-18")
    newer = answered(SERUM, (ANSWER, "positive"), "o2", "2026-11-20")
    assert said(READER, WOMAN, older, newer) == TRUE


def test_contradictory_answers_of_one_day_mean_pregnant() -> None:
    one, other = answered(URINE, (ANSWER, "negative")), answered(SERUM, (ANSWER, "positive"), "o2")
    assert said(READER, WOMAN, one, other) == TRUE


@pytest.mark.parametrize("body", [patient(gender="male"), patient(birthDate="1970-11-24"), patient(birthDate="1969")])
def test_men_and_women_from_56_are_not_pregnant_as_of_the_day_of_evaluation(body: Json) -> None:
    found = fact(READER, body)
    assert found is not None
    assert found.possible == FALSE
    assert (found.evidence[0].reference, str(found.evidence[0].date)) == ("Patient/p", "2026-11-24")


@pytest.mark.parametrize("body", [patient(birthDate="1970-11-25"), patient(birthDate="1970"), patient(birthDate=None)])
def test_a_woman_who_may_be_under_56_stays_open(body: Json) -> None:
    assert said(READER, body) is None


WOMAN_OF_UNKNOWN_AGE = patient(birthDate="x", gender="unknown")


def test_unknown_sex_and_age_say_nothing() -> None:
    assert said(READER, WOMAN_OF_UNKNOWN_AGE) is None
    assert said(READER) is None


def test_a_pregnancy_recorded_for_a_man_is_not_used_and_noted() -> None:
    found = read(READER, patient(gender="male"), condition(PREGNANT))
    assert found.facts["pregnant"].possible == FALSE
    assert found.notes[0].reference == "Condition/c1"


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(WOMAN, condition(PREGNANT), answered(URINE, (ANSWER, "negative")))))


@pytest.mark.parametrize(
    "removed",
    [
        procedure((SNOMED, "116140006"), when="2009-04-01"),
        procedure((SNOMED, "236886002"), when=None),
        condition((ICD10, "Z90.710"), clinical=None),
        condition((ICD10, "Z90711"), clinical="inactive"),
    ],
    ids=lambda body: body["code"]["coding"][0]["code"],
)
def test_a_woman_without_a_uterus_is_not_pregnant_today(removed: Json) -> None:
    found = fact(READER, WOMAN, removed)
    assert found is not None
    assert (found.possible, found.why, found.evidence[0].date) == (FALSE, None, on(AS_OF))
    assert said(READER, WOMAN, removed, answered(URINE, (ANSWER, "negative"), when="2026-01-05")) == FALSE


def test_a_pregnancy_beside_a_removed_uterus_is_a_conflict() -> None:
    removed = procedure((SNOMED, "116140006"))
    assert said(READER, WOMAN, removed, condition(PREGNANT)) is Why.CONFLICTING
    assert said(READER, WOMAN, removed, answered(SERUM, (ANSWER, "positive"))) is Why.CONFLICTING
    assert "recorded as removed" in texts(read(READER, WOMAN, removed, condition(PREGNANT)))


@pytest.mark.parametrize(
    "kept",
    [
        condition((ICD10, "Z90.712")),
        condition((ICD10, "Z90.710"), verification="provisional"),
        procedure((SNOMED, "387626007")),
        procedure((SNOMED, "116140006"), status="not-done"),
    ],
    ids=["no cervix", "suspected", "amputation of the cervix", "not done"],
)
def test_a_uterus_that_may_be_there_says_nothing(kept: Json) -> None:
    assert said(READER, WOMAN, kept) is None
