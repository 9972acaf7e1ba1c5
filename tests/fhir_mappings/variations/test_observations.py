"""Observations as real servers send them: each row of the survey of public data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.fhir_mappings.representations.table import (
    TODAY,
    Body,
    amount,
    answer,
    case_of,
    concept,
    condition,
    days_ago,
    observation,
)
from tests.fhir_mappings.variations.patients import known, words

HB = "loinc|718-7"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def hb(value: Body, ago: int = 2, status: str | None = "final", **more: Any) -> Body:
    """A haemoglobin; `status` None: without one."""
    body = observation(HB, value, days_ago(ago), status or "", **more)
    return {name: given for name, given in body.items() if name != "status" or status}


def burden(value: Body, **more: Any) -> Body:
    """A liver burden in percent."""
    return observation("net|hepatic-tumor-burden-percent", value, days_ago(2), **more)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("final", "[12,12]"),
        ("amended", "[12,12]"),
        ("corrected ", "[12,12]"),
        ("preliminary", "preliminary"),
        (None, "preliminary"),
        ("entered-in-error", "not recorded"),
        ("entered-in-error ", "not recorded"),
        ("cancelled", "not recorded"),
        ("unknown", "not recorded"),
    ],
)
def test_the_status_decides_and_a_blank_lets_no_error_through(status: str | None, said: str) -> None:
    assert known(case_of(hb(amount(12, "g/dL"), status=status)), "hb") == [said]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (amount(30, "%"), "[30,30]"),
        ({"valueInteger": 30}, "[30,30]"),
        ({"valueString": "30 %"}, "[30,30]"),
        ({"valueRange": {"low": {"value": 30, "unit": "%"}, "high": {"value": 40, "unit": "%"}}}, "[30,40]"),
        ({"valueRatio": {"numerator": {"value": 30}, "denominator": {"value": 100}}}, "[30,30]"),
        ({"valueDateTime": "2026-11-01"}, "unreadable"),
        ({"valueSampledData": {"dimensions": 1}}, "unreadable"),
        ({"valueTime": "08:00:00"}, "unreadable"),
        ({**amount(30, "%"), **answer("value|diffuse")}, "conflicting"),
        (
            {"valueRatio": {"numerator": {"value": 3}, "denominator": {"value": 10}}, **answer("value|diffuse")},
            "conflicting",
        ),
    ],
)
def test_each_type_of_value_is_read_as_what_it_is_and_two_at_once_are_not_used(value: Body, said: str) -> None:
    case = case_of(burden(value))
    assert known(case, "liverPct") == [said]
    assert ("two values at once" in words(case)) == (said == "conflicting")


@pytest.mark.parametrize("value", [{"valueString": "12"}, amount("12", "g/dL")])
def test_a_number_sent_as_text_is_read_with_a_flag_and_only_with_its_unit(value: Body) -> None:
    case = case_of(hb(value))
    assert known(case, "hb") == ["unreadable" if "valueString" in value else "[12,12]"]
    assert "has no unit" in words(case) or "a number was sent as text" in words(case)


@pytest.mark.parametrize(("sign", "said"), [("<", "[0,3)"), ("<=", "[0,3]"), (">=", "[3,100]"), (">", "(3,100]")])
def test_a_comparator_makes_a_bound_and_never_the_number(sign: str, said: str) -> None:
    assert known(case_of(observation("loinc|29593-1", amount(3, "%", comparator=sign))), "ki67") == [said]


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"dataAbsentReason": concept("local|unknown")},
        {"valueQuantity": {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}},
        {"valueQuantity": {"comparator": "<"}},
        {"valueQuantity": {"value": None, "unit": "g/dL"}},
    ],
)
def test_a_missing_value_is_missing(value: Body) -> None:
    assert known(case_of(hb(value)), "hb") == ["not recorded"]


def test_components_are_read_where_their_code_says_so_and_members_speak_for_themselves() -> None:
    parts = [{"code": concept(HB), **amount(12, "g/dL")}, {"code": concept("loinc|777-3"), **amount(180, "10*9/L")}]
    panel = observation("loinc|58410-2", {"component": parts}, days_ago(2))
    assert known(case_of(panel), "hb", "platelets") == ["[12,12]", "[180,180]"]
    members = observation("loinc|58410-2", {"hasMember": [{"reference": "Observation/r2"}]}, days_ago(2))
    assert known(case_of(members, hb(amount(12, "g/dL"))), "hb") == ["[12,12]"]


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        ({"value": 12, "unit": "g/dL"}, "[12,12]"),
        ({"value": 12, "code": "g/dL", "system": "http://unitsofmeasure.org"}, "[12,12]"),
        ({"value": 120, "unit": "g/dL", "code": "g/L", "system": "http://unitsofmeasure.org"}, "[12,12]"),
        ({"value": 12, "unit": "g/dL", "code": "258795003", "system": "http://snomed.info/sct"}, "[12,12]"),
        ({"value": 12, "unit": "g/dL", "code": "gdl", "system": "urn:local"}, "[12,12]"),
        ({"value": 12}, "unreadable"),
        ({"value": 12, "unit": "Hb-units"}, "unreadable"),
        ({"value": 12, "unit": "g/dL", "code": "mg/dL", "system": "http://unitsofmeasure.org"}, "unreadable"),
    ],
)
def test_the_ucum_code_decides_then_the_text_and_an_unknown_unit_is_not_guessed(quantity: Body, said: str) -> None:
    assert known(case_of(hb({"valueQuantity": quantity})), "hb") == [said]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-1, "not recorded"),
        (-9922, "not recorded"),
        (Decimal("1E-245"), "unreadable"),
        (10**40, "unreadable"),
        (99.9, "unreadable"),
        (Decimal("12.0"), "[12,12]"),
        (Decimal("1.2E1"), "[12,12]"),
    ],
)
def test_sentinels_are_missing_and_what_cannot_be_is_not_believed(value: Any, said: str) -> None:
    assert known(case_of(hb(amount(value, "g/dL"))), "hb") == [said]


@pytest.mark.parametrize(
    ("when", "date"),
    [
        ({"effectiveDateTime": TODAY}, TODAY),
        ({"effectiveDateTime": f"{TODAY}T08:00:00+11:00"}, TODAY),
        ({"effectiveDateTime": f"{TODAY}T23:59:59Z"}, TODAY),
        ({"effectiveDateTime": f"{TODAY}T08:00:00"}, TODAY),
        ({"effectivePeriod": {"start": "2026-11-01", "end": TODAY}}, TODAY),
        ({"effectiveInstant": f"{TODAY}T08:00:00.000Z"}, TODAY),
        ({"effectiveTiming": {"event": ["2026-11-01", TODAY]}}, TODAY),
        ({"issued": f"{TODAY}T08:00:00Z"}, TODAY),
        ({"effectiveDateTime": "2026-11"}, "2026-11"),
        ({}, "None"),
        ({"_effectiveDateTime": {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}}, "None"),
        ({"effectiveDateTime": f"{TODAY[:-3]}-23T16: 09: 08.000Z"}, "None"),
    ],
)
def test_a_date_is_read_in_every_form_and_one_that_cannot_be_read_is_missing(when: Body, date: str) -> None:
    body = observation("loinc|29593-1", amount(2, "%"), None, **when)
    assert [str(one.date) for one in case_of(body).facts["ki67"].evidence] == [date]


def test_a_time_without_a_zone_and_a_date_that_cannot_be_read_are_flagged() -> None:
    zoneless = {**hb(amount(12, "g/dL")), "effectiveDateTime": f"{days_ago(2)}T08:00:00"}
    assert "without its zone" in words(case_of(zoneless))
    assert "without its zone" not in words(case_of({**zoneless, "effectiveDateTime": f"{days_ago(2)}T08:00:00Z"}))
    assert "effectiveDateTime" in words(case_of({**zoneless, "effectiveDateTime": "2026-11-01T16: 09: 08.000Z"}))


def test_all_codings_are_searched_and_text_alone_is_no_code() -> None:
    local = {**hb(amount(12, "g/dL")), "code": concept("local|hb", "local|2", HB)}
    assert known(case_of(local), "hb") == ["[12,12]"]
    assert known(case_of({**local, "code": {"text": "Hemoglobin"}}), "hb") == ["not recorded"]


@pytest.mark.parametrize(
    "more",
    [
        {"interpretation": [concept("value|negative")]},
        {"note": [{"text": "negative"}]},
        {"text": {"status": "generated", "div": "<div>negative</div>"}},
    ],
)
def test_an_interpretation_or_a_note_is_no_value(more: Body) -> None:
    assert known(case_of(observation("net|sstr-status", more, days_ago(2))), "sstr") == ["not recorded"]


def test_the_proliferation_of_several_primaries_is_not_mixed() -> None:
    net, lung = condition("sct|1288033004"), condition("icd|C34.9")
    mine = observation("loinc|29593-1", amount(2, "%"), focus=[{"reference": "Condition/r1"}])
    other = observation("loinc|29593-1", amount(80, "%"), focus=[{"reference": "Condition/r2"}])
    assert known(case_of(net, lung, mine, other), "ki67", "grade") == ["[2,2]", "{G1}"]


@pytest.mark.parametrize(("limit", "multiple"), [(17, "[2,2]"), (34, "[1,1]")])
def test_a_multiple_of_the_limit_is_that_of_the_laboratory(limit: int, multiple: str) -> None:
    ranges: Body = {"referenceRange": [{"high": {"value": limit, "unit": "umol/L"}}]}
    body = observation("loinc|1975-2", amount(34, "umol/L"), days_ago(2), **ranges)
    assert known(case_of(body), "bilirubinUln") == [multiple]
