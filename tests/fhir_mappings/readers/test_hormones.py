"""PF30–PF34: function, control of the syndrome, 5-HIAA, heart disease, NT-proBNP."""

import pytest

from fhir_mappings.readers.functional_status import READER as FUNCTION
from fhir_mappings.readers.heart_disease import READER as HEART
from fhir_mappings.readers.hiaa import READER as HIAA
from fhir_mappings.readers.nt_probnp import READER as BNP
from fhir_mappings.readers.syndrome_control import READER as CONTROL
from tests.fhir_mappings.readers.record import Body, amount, answer, condition, first, notes, observation, said

SYNDROME = condition("icd|E34.00")


def function(*bodies: Body) -> str | None:
    return said(FUNCTION, "functional", *bodies)


def stated(word: str, on: str = "2026-06-01") -> Body:
    return observation("net|net-functional-status", answer(f"value|{word}"), on)


def hiaa(value: float, code: str = "loinc|14573-0", unit: str = "umol/(24.h)", on: str = "2026-07-01") -> Body:
    return observation(code, amount(value, unit), on, referenceRange=[{"high": {"value": 40, "unit": unit}}])


@pytest.mark.parametrize(
    ("word", "expected"),
    [("functioning", "{true}"), ("non-functioning", "{false}"), ("unknown", "not recorded")],
)
def test_function_is_stated(word: str, expected: str) -> None:
    assert function(stated(word)) == expected


@pytest.mark.parametrize("code", ["icd|E34.00", "icd|E34.01", "icd|E34.09", "icd|E34.0", "icd|E3400", "sct|35868009"])
def test_a_carcinoid_syndrome_needs_a_raised_marker(code: str) -> None:
    assert function(condition(code)) == "not recorded"
    assert function(condition(code), hiaa(30)) == "not recorded"
    assert function(condition(code), hiaa(90)) == "{true}"
    assert first(FUNCTION, "functional", condition(code), hiaa(90)) == "Observation/r2"


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("loinc|1695-6", "mg/(24.h)"),
        ("loinc|1693-1", "ng/mL"),
        ("loinc|50149-4", "nmol/L"),
        ("loinc|27057-9", "ng/mL"),
    ],
)
def test_every_marker_is_compared_with_its_own_limit(code: str, unit: str) -> None:
    assert function(SYNDROME, hiaa(90, code, unit)) == "{true}"
    assert function(SYNDROME, hiaa(39, code, unit)) == "not recorded"


def test_a_marker_without_a_limit_leaves_function_open() -> None:
    assert function(SYNDROME, observation("loinc|14573-0", amount(900, "umol/(24.h)"))) == "not recorded"


def test_a_raised_marker_alone_is_not_function() -> None:
    assert function(hiaa(90)) is None


@pytest.mark.parametrize("code", ["loinc|9811-1", "loinc|25587-7", "loinc|30169-7"])
def test_chromogranin_is_never_evidence_of_function(code: str) -> None:
    assert function(SYNDROME, hiaa(900, code, "ng/mL")) == "not recorded"


def test_markers_that_are_preliminary_or_of_tomorrow_do_not_count() -> None:
    assert function(SYNDROME, {**hiaa(90), "status": "preliminary"}) == "not recorded"
    assert function(SYNDROME, hiaa(90, on="2026-12-01")) == "not recorded"


@pytest.mark.parametrize("sure", ["provisional", "refuted", "entered-in-error"])
def test_a_syndrome_that_is_not_certain_is_not_function(sure: str) -> None:
    assert function(condition("icd|E34.00", sure=sure), hiaa(90)) is None


def test_the_later_of_statement_and_biochemistry_wins() -> None:
    assert function(stated("non-functioning", "2024-01-01"), SYNDROME, hiaa(90)) == "{true}"
    assert function(stated("non-functioning", "2026-08-01"), SYNDROME, hiaa(90)) == "{false}"
    assert function(stated("non-functioning", "2024-01-01"), SYNDROME) == "{false}"


@pytest.mark.parametrize(("word", "expected"), [("controlled", "{false}"), ("uncontrolled", "{true}")])
def test_control_of_the_syndrome(word: str, expected: str) -> None:
    assert (
        said(CONTROL, "csUncontrolled", observation("net|carcinoid-syndrome-control", answer(f"value|{word}")))
        == expected
    )


@pytest.mark.parametrize(
    ("code", "unit", "expected"),
    [
        ("loinc|14573-0", "umol/(24.h)", "[100,100]"),
        ("loinc|14573-0", "umol/d", "[100,100]"),
        ("loinc|14573-0", None, "unreadable"),
        ("loinc|1695-6", None, "unreadable"),
        ("loinc|14573-0", "umol/L", "unreadable"),
        ("loinc|31203-3", "mg/L", None),
        ("loinc|11145-0", "mg/g", None),
        ("loinc|1693-1", "ng/mL", None),
    ],
)
def test_hiaa_is_the_excretion_per_day(code: str, unit: str | None, expected: str | None) -> None:
    assert said(HIAA, "hiaa", observation(code, amount(100, unit))) == expected


def test_milligrams_per_day_are_converted() -> None:
    value = said(HIAA, "hiaa", observation("loinc|1695-6", amount(10, "mg/(24.h)")))
    assert value is not None
    assert value.startswith("[52.")


def test_another_scale_of_hiaa_is_noted() -> None:
    assert "cannot be compared" in notes(HIAA, observation("loinc|11145-0", amount(10, "mg/g")))


def heart(*bodies: Body) -> str | None:
    return said(HEART, "chd", *bodies)


def echo(word: str, on: str = "2026-06-01") -> Body:
    return observation("net|carcinoid-heart-disease-severity", answer(f"value|{word}"), on)


@pytest.mark.parametrize("word", ["none", "mild", "moderate", "severe"])
def test_heart_disease_by_echo(word: str) -> None:
    assert heart(echo(word)) == f"{{{word}}}"


@pytest.mark.parametrize("code", ["icd|E34.01", "sct|36222008"])
def test_a_diagnosis_of_heart_disease_is_at_least_mild(code: str) -> None:
    assert heart(condition(code)) == "{mild,moderate,severe}"
    assert heart(condition(code), echo("moderate")) == "{moderate}"


def test_a_diagnosis_after_an_echo_without_disease_counts_and_one_before_does_not() -> None:
    assert heart(echo("none"), condition("icd|E34.01", on="2026-09-01")) == "{mild,moderate,severe}"
    assert heart(echo("none"), condition("icd|E34.01", on=None)) == "{mild,moderate,severe}"
    assert heart(echo("none"), condition("icd|E34.01", on="2025-09-01")) == "{none}"


def test_suspected_heart_disease_is_open() -> None:
    assert heart(condition("icd|E34.01", sure="provisional")) == "preliminary"


@pytest.mark.parametrize("code", ["icd|E34.00", "icd|I36.1"])
def test_other_diagnoses_are_no_heart_disease(code: str) -> None:
    assert heart(condition(code)) is None


@pytest.mark.parametrize("code", ["loinc|33762-6", "loinc|83107-3"])
def test_nt_probnp_is_read(code: str) -> None:
    assert said(BNP, "ntProBnp", observation(code, amount(300, "pg/mL"))) == "[300,300]"
    assert said(BNP, "ntProBnp", observation(code, amount(300, "ng/L"))) == "[300,300]"
    assert said(BNP, "ntProBnp", observation(code, amount(300))) == "unreadable"
    assert said(BNP, "ntProBnp", observation("loinc|30934-4", amount(300, "pg/mL"))) is None
