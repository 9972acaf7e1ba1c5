"""Nothing that can stand in a request makes an accessor raise."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.logic.domain import INFINITY, Interval
from fhir_mappings.elements import answers, choice, coding, dates, moments, reference, resource_type, status
from fhir_mappings.elements.numbers import number
from fhir_mappings.elements.quantity import quantity, upper_reference_limit
from fhir_mappings.elements.text_numbers import written_number

ANY = Interval(low=Decimal(0), high=INFINITY, high_closed=False)
NAMES = [
    "value",
    "valueQuantity",
    "valueRange",
    "valueRatio",
    "valueString",
    "valueInteger",
    "valueBoolean",
    "valueCodeableConcept",
    "unit",
    "code",
    "system",
    "comparator",
    "low",
    "high",
    "numerator",
    "denominator",
    "coding",
    "text",
    "display",
    "extension",
    "url",
    "effectiveDateTime",
    "effectivePeriod",
    "start",
    "end",
    "effectiveTiming",
    "event",
    "issued",
    "status",
    "verificationStatus",
    "clinicalStatus",
    "referenceRange",
    "component",
    "meta",
    "lastUpdated",
    "dataAbsentReason",
    "interpretation",
    "reference",
    "modifierExtension",
    "type",
    "contained",
    "id",
    "resourceType",
    "onsetDateTime",
]
WORDS = ("%", "<", "<=", "1", "g/L", "http://unitsofmeasure.org", "2026-13", "3-5 %", "~2", "final", "1e400", "\ud800")

texts = st.sampled_from(WORDS) | st.text(st.characters(), max_size=20)
numbers = (
    st.integers()
    | st.floats()
    | st.decimals()
    | st.sampled_from([10**400, Decimal("1E-245"), Decimal("1E+999999"), Decimal("sNaN"), Decimal("-0E-99999")])
)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | texts, inner, max_size=6),
    max_leaves=20,
)
json_objects = st.dictionaries(st.sampled_from(NAMES), json_values, max_size=8)

OF_OBJECTS: list[Callable[[Any], object]] = [
    lambda body: quantity(body, unit="%", plausible=ANY),
    lambda body: quantity(body, unit="mg/dL", plausible=ANY, analyte="creatinine"),
    lambda body: upper_reference_limit(body, unit="mg/dL"),
    answers.boolean,
    answers.answer_codings,
    answers.interpretation_codings,
    choice.components,
    moments.effective,
    moments.performed,
    moments.onset,
    moments.recorded,
    moments.authored,
    moments.started,
    moments.last_taken,
    lambda body: moments.age_order("Observation", body),
    *(
        lambda body, kind=kind: status.status_of(kind, body)
        for kind in ("Observation", "Condition", "MedicationRequest")
    ),
    status.clinical_status,
    resource_type.resource_type,
    lambda body: resource_type.is_earlier_version("Condition", body),
    resource_type.is_modified,
]
OF_ANYTHING: list[Callable[[Any], object]] = [
    coding.codings,
    coding.text_of,
    dates.date_range,
    dates.period,
    number,
    reference.reference_of,
    reference.references_of,
]


@settings(max_examples=400, deadline=None)
@given(body=json_objects)
def test_any_object_is_read_or_refused(body: dict[str, Any]) -> None:
    for accessor in OF_OBJECTS:
        accessor(body)


@settings(max_examples=300, deadline=None)
@given(value=json_values)
def test_any_value_is_read_or_refused(value: object) -> None:
    for accessor in OF_ANYTHING:
        accessor(value)


@settings(max_examples=300, deadline=None)
@given(value=st.text() | st.from_regex(r"[<>~]?=? ?[0-9]{1,5}[.,]?[0-9]{0,4} ?(%|-|to|x10)? ?[0-9]{0,3}"))
def test_any_text_is_a_number_or_none(value: str) -> None:
    written_number(value)
    reference.pointer(value)


@pytest.mark.parametrize("huge", ["9" * 1_000_000, "<" * 1_000_000, " " * 1_000_000, "\ud800" * 1_000_000])
def test_a_text_of_a_megabyte_is_refused_at_once(huge: str) -> None:
    for name in NAMES:
        for accessor in OF_OBJECTS:
            accessor({name: huge, "component": {name: huge}})
    for accessor in OF_ANYTHING:
        accessor(huge)


def test_deep_nesting_is_no_danger() -> None:
    deep: Any = "x"
    for _ in range(100_000):
        deep = {"coding": [deep], "value": deep}
    for name in NAMES:
        for accessor in OF_OBJECTS:
            accessor({name: deep})
    for accessor in OF_ANYTHING:
        accessor(deep)
