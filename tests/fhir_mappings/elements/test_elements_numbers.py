"""Numbers, units and reference limits of Observations, by table."""

from decimal import Decimal
from typing import Any

import pytest

from cds_service.logic.domain import INFINITY, Interval
from cds_service.logic.fact import Why
from fhir_mappings.elements.problem import Problem
from fhir_mappings.elements.quantity import quantity, upper_reference_limit

PERCENT = Interval(low=Decimal(0), high=Decimal(100))
ANY = Interval(low=Decimal(0), high=INFINITY, high_closed=False)
UCUM = "http://unitsofmeasure.org"


def _percent(source: dict[str, Any]) -> Interval | Problem:
    return quantity(source, unit="%", plausible=PERCENT)


def _in(value: object, unit: str | None, asked: str, analyte: str | None = None) -> Interval | Problem:
    return quantity({"valueQuantity": {"value": value, "unit": unit}}, unit=asked, plausible=ANY, analyte=analyte)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<3%", "[0,3)"),
        ("< 1 %", "[0,1)"),
        ("≤2 %", "[0,2]"),
        ("<=2", "[0,2]"),
        ("less than 3 %", "[0,3)"),
        ("up to 5 %", "[0,5]"),
        (">20 %", "(20,100]"),
        ("> 20%", "(20,100]"),
        ("at least 20 percent", "[20,100]"),
        ("3-5%", "[3,5]"),
        ("3–5 %", "[3,5]"),
        ("3 % - 5 %", "[3,5]"),
        ("5 to 10 percent", "[5,10]"),
        ("between 5 and 10 %", "[5,10]"),
        ("~2", "[1.5,2.5]"),
        ("~ 2 %", "[1.5,2.5]"),
        ("about 6", "[4.5,7.5]"),
        ("ca. 90 %", "[67.5,100]"),
        ("2,5 %", "[2.5,2.5]"),
        ("2.9 %", "[2.9,2.9]"),
        ("20%.", "[20,20]"),
        ("2", "[2,2]"),
        ("0,125 %", "[0.125,0.125]"),
        ("0 %", "[0,0]"),
        ("  2 %  ", "[2,2]"),
    ],
)
def test_a_percentage_in_words_means_an_interval(written: str, meant: str) -> None:
    assert str(_percent({"valueString": written})) == meant


@pytest.mark.parametrize(
    "written",
    [
        "low",
        "positive",
        "2+",
        "1,500",
        "10-5 %",
        "3 %, rare",
        "Ki-67: 3 %",
        "<",
        "120 %",
        "3/5",
        "2 g/dL",
        "0.03",
        "<-3 %",
        "<500 %",
        "9" * 100,
        "1 2",
        "3-5-7",
        "NaN",
        "1e400",
        "٣ %",
    ],
)
def test_a_text_without_one_clear_plausible_percentage_is_unreadable(written: str) -> None:
    found = _percent({"valueString": written})
    assert isinstance(found, Problem)
    assert found.why is Why.UNREADABLE


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ({"value": 2.9, "unit": "%"}, "[2.9,2.9]"),
        ({"value": 2.9, "code": "%", "system": UCUM}, "[2.9,2.9]"),
        ({"value": "50", "unit": "%"}, "[50,50]"),
        ({"value": 3, "comparator": "<", "unit": "percent"}, "[0,3)"),
        ({"value": 3, "comparator": "<=", "unit": "%"}, "[0,3]"),
        ({"value": 20, "comparator": ">", "unit": "%"}, "(20,100]"),
        ({"value": 20, "comparator": ">=", "unit": "%"}, "[20,100]"),
        ({"value": 2}, "[2,2]"),
        ({"value": 0.02, "unit": "1"}, "[2,2]"),
        ({"value": 0.03, "code": "1", "system": UCUM, "comparator": "<"}, "[0,3)"),
        ({"value": Decimal("2.90"), "unit": "%"}, "[2.9,2.9]"),
        ({"value": 0.5, "unit": "%"}, "[0.5,0.5]"),
    ],
)
def test_a_quantity_in_percent_is_read_with_its_comparator_and_unit(value: dict[str, Any], meant: str) -> None:
    assert str(_percent({"valueQuantity": value})) == meant


@pytest.mark.parametrize(
    ("source", "why", "element"),
    [
        ({}, Why.NOT_RECORDED, "value[x]"),
        ({"dataAbsentReason": {"text": "x"}}, Why.NOT_RECORDED, "value[x]"),
        ({"valueQuantity": {}}, Why.NOT_RECORDED, "value[x]"),
        ({"valueQuantity": {"comparator": "<"}}, Why.NOT_RECORDED, "valueQuantity.value"),
        (
            {"valueQuantity": {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason"}]}},
            Why.NOT_RECORDED,
            "valueQuantity",
        ),
        ({"valueQuantity": {"value": 2}, "valueString": "2"}, Why.CONFLICTING, "value[x]"),
        ({"valueQuantity": {"value": 2}, "valueCodeableConcept": {"text": "x"}}, Why.CONFLICTING, "value[x]"),
        ({"valueQuantity": {"value": 2}, "dataAbsentReason": {"text": "x"}}, Why.CONFLICTING, "dataAbsentReason"),
        ({"valueQuantity": {"value": -1, "unit": "%"}}, Why.NOT_RECORDED, "valueQuantity"),
        ({"valueQuantity": {"value": -9922}}, Why.NOT_RECORDED, "valueQuantity"),
        ({"valueInteger": -1}, Why.NOT_RECORDED, "valueInteger"),
        ({"valueString": "-2 %"}, Why.NOT_RECORDED, "valueString"),
        ({"valueQuantity": {"value": 101, "unit": "%"}}, Why.UNREADABLE, "valueQuantity"),
        ({"valueQuantity": {"value": 15, "unit": "1"}}, Why.UNREADABLE, "valueQuantity.unit"),
        ({"valueQuantity": {"value": 0.8, "unit": "%", "code": "1"}}, Why.UNREADABLE, "valueQuantity.unit"),
        ({"valueQuantity": {"value": 0.02}}, Why.UNREADABLE, "valueQuantity.unit"),
        ({"valueQuantity": {"value": 2, "unit": "mg/dL"}}, Why.UNREADABLE, "valueQuantity.unit"),
        ({"valueQuantity": {"value": 2, "unit": "furlong"}}, Why.UNREADABLE, "valueQuantity.unit"),
        ({"valueQuantity": {"value": 2, "comparator": "ad"}}, Why.UNREADABLE, "valueQuantity.comparator"),
        ({"valueQuantity": {"value": "x"}}, Why.UNREADABLE, "valueQuantity.value"),
        ({"valueQuantity": {"value": True}}, Why.UNREADABLE, "valueQuantity.value"),
        ({"valueQuantity": {"value": float("nan")}}, Why.UNREADABLE, "valueQuantity.value"),
        ({"valueQuantity": {"value": 10**5000}}, Why.UNREADABLE, "valueQuantity.value"),
        ({"valueQuantity": {"value": Decimal("1E-245"), "unit": "%"}}, Why.UNREADABLE, "valueQuantity.value"),
        ({"valueQuantity": {"value": Decimal("1E999999")}}, Why.UNREADABLE, "valueQuantity.value"),
        ({"valueInteger": 2.5}, Why.UNREADABLE, "valueInteger"),
        ({"valueDateTime": "2026"}, Why.UNREADABLE, "valueDateTime"),
        ({"valueQuantity": []}, Why.NOT_RECORDED, "value[x]"),
        ({"valueQuantity": 5}, Why.NOT_RECORDED, "valueQuantity.value"),
        ({"valueRange": {"low": {"value": 5}, "high": {"value": 2}}}, Why.UNREADABLE, "valueRange"),
    ],
)
def test_a_value_that_cannot_be_used_names_its_element_and_reason(
    source: dict[str, Any], why: Why, element: str
) -> None:
    found = _percent(source)
    assert isinstance(found, Problem)
    assert (found.why, found.element) == (why, element)


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ({"valueInteger": 7}, "[7,7]"),
        ({"valueInteger": "7"}, "[7,7]"),
        ({"valueRange": {"low": {"value": 3, "unit": "%"}, "high": {"value": 5, "unit": "%"}}}, "[3,5]"),
        ({"valueRange": {"high": {"value": 5, "unit": "%"}}}, "[0,5]"),
        ({"valueRange": {"low": {"value": 50, "unit": "%"}}}, "[50,100]"),
        ({"valueRatio": {"numerator": {"value": 3}, "denominator": {"value": 100}}}, "[3,3]"),
        (
            {"valueRatio": {"numerator": {"value": 1, "comparator": ">="}, "denominator": {"value": 100}}},
            "[1,100]",
        ),
    ],
)
def test_integers_ranges_and_ratios_are_numbers_too(source: dict[str, Any], meant: str) -> None:
    assert str(_percent(source)) == meant


@pytest.mark.parametrize(
    ("value", "sent", "asked", "analyte", "meant"),
    [
        (80, "g/L", "g/dL", "haemoglobin", "8"),
        (8.0, "g/dl", "g/dL", "haemoglobin", "8"),
        (79.9, "g/L", "g/dL", "haemoglobin", "7.99"),
        (30, "g/L", "g/L", "albumin", "30"),
        (3.0, "g/dL", "g/L", "albumin", "30"),
        (75000, "/uL", "10*9/L", None, "75"),
        (75, "K/uL", "10*9/L", None, "75"),
        (75, "x10E3/uL", "10*9/L", None, "75"),
        (75, "10^9/L", "10*9/L", None, "75"),
        (75, "×10⁹/L", "10*9/L", None, "75"),
        (75, "G/l", "10*9/L", None, "75"),
        (75, "10*3/uL{cells}", "10*9/L", None, "75"),
        (176.8, "µmol/L", "mg/dL", "creatinine", "2"),
        (34.2, "umol/L", "mg/dL", "bilirubin", "2"),
        (10, "mmol/L", "mg/dL", "glucose", "180.16"),
        (19.118, "mg/24 h", "umol/(24.h)", "hiaa", "100"),
        (300, "µmol/24h", "umol/(24.h)", "hiaa", "300"),
        (0.42, "s", "ms", None, "420"),
        (50, "mmol/mol", "%", "hba1c", "6.726"),
        (100, "pmol/L", "pg/mL", "ntProBnp", "845.7"),
        (260, "ng/L", "pg/mL", "ntProBnp", "260"),
        (1.2, "INR", "{INR}", None, "1.2"),
        (1.2, None, "{INR}", None, "1.2"),
        (7, "score", "{score}", None, "7"),
        (2, "mIU/L", "m[IU]/L", None, "2"),
        (2, "uIU/mL", "m[IU]/L", None, "2"),
        (72, "bpm", "/min", None, "72"),
        (2, "per 2 mm2", "{/2mm2}", None, "2"),
        (1, "/mm2", "{/2mm2}", None, "2"),
    ],
)
def test_units_are_converted_without_moving_a_number_across_a_limit(
    value: object, sent: str | None, asked: str, analyte: str | None, meant: str
) -> None:
    assert str(_in(value, sent, asked, analyte)) == f"[{meant},{meant}]"


@pytest.mark.parametrize(
    ("sent", "asked", "analyte"),
    [
        ("umol/L", "mg/dL", None),
        ("umol/L", "mg/dL", "haemoglobin"),
        ("mL/min/{1.73_m2}", "mL/min", None),
        ("mL/min/1.73m2", "mL/min", None),
        ("nmol/L", "ng/mL", "chromograninA"),
        (None, "g/dL", "haemoglobin"),
        ("G/L", "g/dL", "haemoglobin"),
        ("/10HPF", "{/2mm2}", None),
    ],
)
def test_a_unit_of_another_property_is_never_converted(sent: str | None, asked: str, analyte: str | None) -> None:
    assert isinstance(_in(9, sent, asked, analyte), Problem)


def test_a_urine_excretion_as_ratio_of_mass_to_a_day_is_read() -> None:
    ratio = {"numerator": {"value": 300, "unit": "umol"}, "denominator": {"value": 24, "unit": "h"}}
    found = quantity({"valueRatio": ratio}, unit="umol/(24.h)", plausible=ANY)
    assert str(found) == "[300,300]"


def test_the_unit_may_be_missing_where_the_code_fixes_it() -> None:
    found = quantity({"valueInteger": 9}, unit="mo", plausible=ANY, unit_in_code=True)
    assert str(found) == "[9,9]"


def test_the_ucum_code_decides_over_the_unit_text_and_over_codes_of_other_systems() -> None:
    value = {"value": 80, "unit": "g/dL", "code": "g/L", "system": UCUM}
    assert str(quantity({"valueQuantity": value}, unit="g/dL", plausible=ANY)) == "[8,8]"
    foreign = {"value": 80, "unit": "g/L", "code": "258795003", "system": "http://snomed.info/sct"}
    assert str(quantity({"valueQuantity": foreign}, unit="g/dL", plausible=ANY)) == "[8,8]"


@pytest.mark.parametrize(
    ("ranges", "limit"),
    [
        ([{"high": {"value": 17.1, "unit": "umol/L"}}], Decimal(1)),
        ([{"high": {"value": 17.1}}], Decimal(1)),
        ({"high": {"value": 17.1, "unit": "umol/L"}}, Decimal(1)),
        ([{"high": {"value": 17.1}}, {"high": {"value": 17.1}}], Decimal(1)),
        ([{"high": {"value": 17.1}}, {"high": {"value": 34.2}}], None),
        ([{"high": {"value": 17.1}, "type": {"coding": [{"code": "critical"}]}}], None),
        ([{"high": {"value": 0}}], None),
        ([{"high": {"value": 1, "unit": "furlong"}}], None),
        ([{"text": "< 17.1"}], Decimal(1)),
        ([{"text": "3,4 – 17,1 umol/L"}], Decimal(1)),
        ([{"text": "0.2-1.0 mg/dL"}], Decimal(1)),
        ([{"text": "> 3"}], None),
        ([{"text": "about 17"}], None),
        ([{"text": "see the leaflet"}], None),
        ([{"low": {"value": 3}, "text": "3 - 17.1"}], None),
        (None, None),
    ],
)
def test_the_upper_limit_of_normal_is_given_in_the_unit_asked_for(ranges: object, limit: Decimal | None) -> None:
    observation = {"valueQuantity": {"value": 34.2, "unit": "umol/L"}, "referenceRange": ranges}
    assert upper_reference_limit(observation, unit="mg/dL", analyte="bilirubin") == limit
