"""PF63: creatinine and its clearance."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.domain import exactly
from cds_service.logic.fact import Why
from fhir_mappings.readers.kidney import READER
from tests.fhir_mappings.readers.snippets import LOINC, Json, damaged, measured, patient, read, said, texts

CREATININE, COCKCROFT, URINE = (LOINC, "2160-0"), (LOINC, "35591-7"), (LOINC, "2164-2")
WEIGHT, EGFR = (LOINC, "29463-7"), (LOINC, "62238-1")
MAN = patient(gender="male", birthDate="1966-03-01")  # 60 years


def creatinine(value: Any = 1.0, unit: str = "mg/dL", when: str = "2026-11-20", name: str = "cr") -> Json:
    """A serum creatinine."""
    return measured(CREATININE, value, unit, name, when)


def weight(value: Any = 72, unit: str = "kg", when: str = "2026-11-01", name: str = "w") -> Json:
    """A body weight."""
    return measured(WEIGHT, value, unit, name, when)


def clearance(value: Any, when: str = "2026-11-20", unit: str = "mL/min") -> Json:
    """A reported creatinine clearance."""
    return measured(COCKCROFT, value, unit, "cl", when)


def crcl(*resources: Json) -> str | None:
    """What the clearance may be, or why it is open."""
    found = said(READER, *resources)
    return found.value if isinstance(found, Why) else str(found) if found else None


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(2.0, "mg/dL", "2.0"), (176.8, "umol/L", "2"), (0.1768, "mmol/L", "2"), (20, "mg/L", "2"), (88.4, "umol/L", "1")],
)
def test_creatinine_units_are_converted_and_the_limit_stays_exact(value: float, unit: str, expected: str) -> None:
    assert read(READER, creatinine(value, unit)).facts["creatinine"].possible == exactly(expected)


def test_the_higher_creatinine_of_one_day_is_used_with_a_note() -> None:
    found = read(READER, creatinine(1.0), creatinine(1.9, name="cr2"))
    assert found.facts["creatinine"].possible == exactly("1.9")
    assert found.notes


@pytest.mark.parametrize("code", [COCKCROFT, URINE])
def test_a_reported_clearance_is_read(code: tuple[str, str]) -> None:
    assert said(READER, measured(code, 50, "mL/min")) == exactly(50)


def test_a_reported_clearance_wins_over_the_computed_one_of_its_day() -> None:
    assert crcl(MAN, creatinine(), weight(), clearance(64)) == "[64,64]"


def test_cockcroft_gault_for_a_man() -> None:
    assert crcl(MAN, creatinine(), weight()) == "[80,80]"


def test_cockcroft_gault_for_a_woman_is_85_percent_of_it() -> None:
    assert crcl(patient(birthDate="1966-03-01"), creatinine(), weight()) == "[68,68]"


def test_cockcroft_gault_works_from_other_units() -> None:
    assert crcl(MAN, creatinine(88.4, "umol/L"), weight(72000, "g")) == "[80,80]"


@pytest.mark.parametrize(("value", "expected"), [("1.6", "[50,50]"), ("1.601", "[49.9,49.9]"), ("1.599", "[50,50]")])
def test_a_limit_is_never_reached_by_rounding(value: str, expected: str) -> None:
    assert crcl(MAN, creatinine(value), weight()) == expected


def test_the_computed_clearance_is_as_old_as_the_creatinine() -> None:
    found = read(READER, MAN, creatinine(), weight()).facts["crcl"]
    assert (found.evidence[0].reference, str(found.evidence[0].date)) == ("Observation/cr", "2026-11-20")


@pytest.mark.parametrize(("when", "expected"), [("2026-08-26", "[80,80]"), ("2026-08-25", None)])
def test_a_weight_counts_for_90_days(when: str, expected: str | None) -> None:
    assert crcl(MAN, creatinine(), weight(when=when)) == expected


def test_the_newest_weight_counts_and_the_lower_of_one_day() -> None:
    assert crcl(MAN, creatinine(), weight(), weight(90, when="2026-10-01", name="w2")) == "[80,80]"
    assert crcl(MAN, creatinine(), weight(), weight(90, name="w2")) == "[80,80]"


def test_a_weight_after_the_day_of_evaluation_is_not_used() -> None:
    assert crcl(MAN, creatinine(), weight(when="2026-11-25")) is None


@pytest.mark.parametrize(
    "resources",
    [
        (MAN, creatinine()),
        (creatinine(), weight()),
        (patient(gender="male", birthDate=None), creatinine(), weight()),
        (patient(gender="other"), creatinine(), weight()),
        (patient(gender=None), creatinine(), weight()),
    ],
)
def test_without_weight_age_or_sex_nothing_is_computed_and_a_note_says_so(resources: tuple[Json, ...]) -> None:
    assert crcl(*resources) is None
    assert "cannot be computed" in texts(read(READER, *resources))


def test_a_partial_birth_date_leaves_an_interval() -> None:
    assert crcl(patient(gender="male", birthDate="1966"), creatinine(), weight()) == "[80,81]"


def test_a_creatinine_below_a_bound_leaves_an_interval() -> None:
    bound = creatinine()
    bound["valueQuantity"]["comparator"] = "<"
    assert crcl(MAN, bound, weight()) == "[80,250]"


def test_a_creatinine_of_tomorrow_computes_nothing() -> None:
    assert crcl(MAN, creatinine(when="2026-11-25"), weight()) is None


def test_a_clearance_too_low_to_be_plausible_counts_as_the_lowest() -> None:
    assert crcl(patient(gender="female", birthDate="1936-01-01"), creatinine(12), weight(45)) == "[5,5]"


def test_a_clearance_too_high_to_be_plausible_is_not_believed() -> None:
    assert crcl(MAN, creatinine(0.1), weight(120)) == Why.UNREADABLE.value
    assert "implausibly high" in texts(read(READER, MAN, creatinine(0.1), weight(120)))


def test_a_newer_creatinine_with_a_lower_clearance_replaces_a_fresh_report_with_a_note() -> None:
    resources = (MAN, creatinine(2.0), weight(), clearance(64, "2026-11-10"))
    assert crcl(*resources) == "[40,40]"
    assert "Cockcroft" in texts(read(READER, *resources))


def test_a_newer_creatinine_with_a_higher_clearance_does_not_replace_a_fresh_report() -> None:
    assert crcl(MAN, creatinine(1.0), weight(), clearance(45, "2026-11-10")) == "[45,45]"


def test_a_newer_creatinine_replaces_a_report_that_is_no_longer_fresh() -> None:
    assert crcl(MAN, creatinine(1.0), weight(), clearance(45, "2026-09-01")) == "[80,80]"


def test_an_unreadable_report_yields_to_the_computed_clearance() -> None:
    assert crcl(MAN, creatinine(), weight(), clearance(64, unit="furlong")) == "[80,80]"


@pytest.mark.parametrize("code", ["98979-8", "62238-1", "33914-3", "48642-3", "77147-7", "69405-9"])
def test_an_egfr_is_no_substitute_and_noted(code: str) -> None:
    egfr = measured((LOINC, code), 90, "mL/min/{1.73_m2}")
    assert read(READER, egfr).facts == {}
    assert "eGFR" in texts(read(READER, egfr))


def test_an_egfr_needs_no_note_beside_a_clearance() -> None:
    assert texts(read(READER, clearance(64), measured(EGFR, 90, "mL/min/{1.73_m2}"))) == ""


def test_a_clearance_per_surface_is_not_read_as_a_clearance() -> None:
    assert crcl(clearance(64, unit="mL/min/{1.73_m2}")) == Why.UNREADABLE.value


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    read(READER, *data.draw(damaged(MAN, creatinine(), weight(), clearance(60, "2026-11-01"))))


def test_a_newer_creatinine_that_cannot_be_believed_casts_doubt_on_the_clearance_computed_from_the_one_before() -> None:
    found = read(READER, MAN, weight(), creatinine(), creatinine(120, when="2026-11-22", name="cr2"))
    assert found.facts["crcl"].possible == exactly(80)
    assert {name: doubt.why for name, doubt in found.doubts.items()} == dict.fromkeys(
        ("creatinine", "crcl"), Why.UNREADABLE
    )


def test_a_creatinine_that_cannot_be_believed_casts_no_doubt_on_a_reported_clearance() -> None:
    report = measured(COCKCROFT, 80, "mL/min", "cc", "2026-11-20")
    found = read(READER, MAN, weight(), report, creatinine(120, when="2026-11-22", name="cr2"))
    assert found.facts["crcl"].possible == exactly(80)
    assert "crcl" not in found.doubts
