"""PF12: stage IV by stage group, M category, Condition.stage or metastasis."""

import pytest

from fhir_mappings.readers.stage import READER
from tests.fhir_mappings.readers.record import Body, answer, concept, condition, notes, observation, said

GROUP, CATEGORY = "loinc|21908-9", "loinc|21907-1"


def stage(*bodies: Body) -> str | None:
    return said(READER, "stageIV", *bodies)


@pytest.mark.parametrize(
    "code", ["sct|399390009", "sct|399537006", "sct|399588009", "loinc|21908-9", "loinc|21902-2", "loinc|21914-7"]
)
def test_every_stage_group_observation_counts(code: str) -> None:
    assert stage(observation(code, answer("sct|1222837003"))) == "{true}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("sct|1222837003", "{true}"),
        ("sct|258228008", "{true}"),
        ("ajcc|4", "{true}"),
        ("ajcc|IV", "{true}"),
        ("sct|258224005", "{false}"),
        ("ajcc|3B", "{false}"),
        ("value|unknown", "not recorded"),
        ("local|IV", "unmapped"),
    ],
)
def test_a_stage_group_says_four_or_below(value: str, expected: str) -> None:
    assert stage(observation(GROUP, answer(value))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ajcc|M1", "{true}"),
        ("ajcc|cM1a", "{true}"),
        ("ajcc|pM1b", "{true}"),
        ("sct|1229910003", "{true}"),
        ("ajcc|cM0", "{false}"),
        ("sct|1229901006", "{false}"),
        ("value|M1c", "{true}"),
    ],
)
def test_an_m_category_says_distant_metastasis_or_none(value: str, expected: str) -> None:
    assert stage(observation(CATEGORY, answer(value))) == expected


def test_m1_beside_m1a_in_one_answer_is_no_contradiction_but_m0_is() -> None:
    assert stage(observation(CATEGORY, answer("ajcc|M1", "ajcc|M1a"))) == "{true}"
    assert stage(observation(CATEGORY, answer("ajcc|M0", "ajcc|M1"))) == "conflicting"


@pytest.mark.parametrize(
    "code", ["icd|C7B.02", "icd|C78.7", "icd|C7B.03", "icd|C7B.01", "icd|C7B.00", "sct|94381002", "sct|94222008"]
)
def test_a_distant_metastasis_is_stage_four(code: str) -> None:
    assert stage(condition(code)) == "{true}"


@pytest.mark.parametrize("code", ["icd|C77.2", "sct|94392001", "icd|C7A.025", "icd|C7B.1"])
def test_nodes_of_unknown_place_and_primaries_are_no_distant_metastasis(code: str) -> None:
    assert stage(condition(code)) is None


def test_a_suspected_metastasis_is_open_also_against_m0() -> None:
    suspected = condition("icd|C7B.02", sure="provisional")
    assert stage(suspected) == "preliminary"
    assert stage(suspected, observation(CATEGORY, answer("ajcc|M0"))) == "preliminary"


@pytest.mark.parametrize("sure", ["refuted", "entered-in-error"])
def test_a_refuted_metastasis_says_nothing(sure: str) -> None:
    assert stage(condition("icd|C7B.02", sure=sure)) is None


def test_m0_beside_a_metastasis_is_a_conflict_with_a_note() -> None:
    bodies = observation(CATEGORY, answer("ajcc|M0")), condition("icd|C7B.02")
    assert stage(*bodies) == "conflicting"
    assert "beside a distant metastasis" in notes(READER, *bodies)


def test_any_stage_four_ever_documented_counts() -> None:
    old, new = observation(CATEGORY, answer("ajcc|M1"), "2020-01-01"), observation(CATEGORY, answer("ajcc|M0"))
    assert stage(old, new) == "{true}"


def test_a_stage_in_the_condition_counts() -> None:
    staged: Body = {"stage": [{"summary": concept("sct|258228008")}]}
    assert stage(condition("icd|C7A.025", **staged)) == "{true}"
    assert stage(condition("icd|C7A.025", sure="provisional", **staged)) is None


def test_stage_four_of_another_disease_is_not_stage_four() -> None:
    assert stage(condition("icd|N18.4", stage=[{"summary": concept("sct|258228008")}])) is None


def test_a_newer_stage_of_an_unknown_code_opens_an_older_lower_one() -> None:
    lower = observation(CATEGORY, answer("ajcc|M0"), "2025-01-01")
    assert stage(lower, observation(CATEGORY, answer("local|9"), "2026-01-01")) == "unmapped"
    assert stage(lower, observation(CATEGORY, answer("local|9"), "2024-01-01")) == "{false}"
    assert stage(lower, observation(CATEGORY, answer("ajcc|M1"), "2026-01-01", "preliminary")) == "{false}"


def test_a_stage_dated_after_today_is_not_used() -> None:
    assert stage(observation(CATEGORY, answer("ajcc|M1"), "2026-12-01")) == "unreadable"
